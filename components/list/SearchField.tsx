'use client'
import { Search } from 'lucide-react'
import { useRef } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Input } from '#components/ui/Input.tsx'
import { Kbd } from '#components/ui/Kbd.tsx'
import { useKeys } from '#components/ui/useKeys.ts'

type Props = { label: string; value: string; onChange: (text: string) => void; className?: string }

/** The search of a list: "/" goes to it, Escape leaves it. */
export function SearchField({ label, value, onChange, className }: Props) {
  const field = useRef<HTMLInputElement>(null)
  useKeys({
    '/': (event) => {
      event.preventDefault()
      field.current?.focus()
    },
  })
  return (
    <Input
      ref={field}
      type="search"
      aria-label={label}
      placeholder={label}
      icon={<Search aria-hidden />}
      suffix={<Kbd>/</Kbd>}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      className={cx('border-line-strong', className ?? 'w-66')}
    />
  )
}
