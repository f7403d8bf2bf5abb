'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Avatar } from '#components/ui/Avatar.tsx'
import { StateDot } from '#components/ui/StateDot.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import { nameOf } from '#domain/member/name.ts'
import type { MemberResource } from '#domain/member/resource.ts'
import { useMemberName } from './MemberName.tsx'
import { SendEvent } from './SendEvent.tsx'

/** Who the member is: name, outside names, since when, last seen. */
export function MemberHead({ member }: { member: MemberResource }) {
  const t = useTranslations('members')
  const { path } = useWorkspace()
  const format = useFormat()
  const when = useWhen()
  const name = useMemberName()({ ...member, name: nameOf(member.attributes) })
  const also = [...member.aliases, ...member.anonymousIds]
  return (
    <header className="flex min-h-19 shrink-0 items-center gap-3.5 px-6 py-3">
      <Avatar name={name} size="big" />
      <div className="min-w-0 flex-1">
        <h1 className="cut text-page font-strong tracking-[-0.01em]" title={name}>
          {name}
        </h1>
        <p className="num flex min-w-0 flex-wrap gap-x-2 text-small text-text-2 [&>span+span]:before:mr-2 [&>span+span]:before:content-['·']">
          <span className="cut max-w-100" title={member.userId ?? undefined}>
            {member.userId ? <code>{member.userId}</code> : t('anonymous')}
          </span>
          <span title={format.full(member.createdAt)}>{t('member.since', { date: format.date(member.createdAt) })}</span>
          <span title={member.lastSeenAt ? format.full(member.lastSeenAt) : undefined}>
            {member.lastSeenAt ? t('member.lastSeen', { when: when(member.lastSeenAt) }) : t('member.neverSeen')}
          </span>
          {also.length > 0 && (
            <span className="cut max-w-80" title={also.join(', ')}>
              {t('member.alsoKnown', { names: also.join(', ') })}
            </span>
          )}
        </p>
      </div>
      {member.heldAt && (
        <div className="text-right">
          <StateDot tone="held">{t('member.held')}</StateDot>
          <p className="max-w-80 text-small text-text-2">
            {t('member.heldWhy')}{' '}
            <Link href={path('/settings/dead-letters')} className="text-accent-text underline">
              {t('member.heldLink')}
            </Link>
          </p>
        </div>
      )}
      <SendEvent member={member} />
    </header>
  )
}
