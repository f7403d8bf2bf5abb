'use client'
import Link from 'next/link'
import { Avatar } from '#components/ui/Avatar.tsx'
import { useMemberName } from './MemberName.tsx'

type Props = { member: Parameters<ReturnType<typeof useMemberName>>[0]; href: string }

/** A member in a row whose whole is the link; the row is `relative`. */
export function MemberLink({ member, href }: Props) {
  const name = useMemberName()(member)
  return (
    <Link href={href} className="flex items-center gap-2.5 font-medium after:absolute after:inset-0 after:content-['']">
      <Avatar name={name} />
      <span className="cut" title={name}>
        {name}
      </span>
    </Link>
  )
}
