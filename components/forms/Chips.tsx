'use client'
import { ArrowLeft, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { IconButton } from '#components/ui/Button.tsx'

type Props = {
  value: readonly string[]
  onChange: (value: string[]) => void
  /** What the list is called. */
  label: string
  nameOf?: (value: string) => string
  /** Their order matters: each can be taken to the front of the one before it. */
  ordered?: boolean
  /** Adds one; given what adds it. */
  children: (add: (value: string) => void) => ReactNode
}

/** Several of something, each with its cross, and a field that adds one more. */
export function Chips({ value, onChange, label, nameOf = (one) => one, ordered, children }: Props) {
  const t = useTranslations('designer.chips')
  const swap = (at: number) => onChange(value.toSpliced(at - 1, 2, value[at] ?? '', value[at - 1] ?? ''))
  return (
    <div className="grid gap-1.5">
      {value.length > 0 && (
        <ul aria-label={label} className="flex flex-wrap gap-1">
          {value.map((one, at) => (
            <li key={one} className="flex h-6 max-w-full items-center rounded-r1 bg-idle-soft pl-1.75 text-small text-idle-text">
              {ordered && <span className="num mr-1.5 text-text-3">{at + 1}</span>}
              <span className="cut" title={nameOf(one)}>
                {nameOf(one)}
              </span>
              {ordered && at > 0 && (
                <IconButton small label={t('earlier', { name: nameOf(one) })} onClick={() => swap(at)}>
                  <ArrowLeft className="size-3" />
                </IconButton>
              )}
              <IconButton small label={t('remove', { name: nameOf(one) })} onClick={() => onChange(value.toSpliced(at, 1))}>
                <X className="size-3" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {children((added) => {
        if (added !== '' && !value.includes(added)) onChange([...value, added])
      })}
    </div>
  )
}
