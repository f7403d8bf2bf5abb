import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type Tone = 'idle' | 'good' | 'warn' | 'bad' | 'accent'
const tones: Record<Tone, string> = {
  idle: 'bg-idle-soft text-idle-text',
  good: 'bg-good-soft text-good-text',
  warn: 'bg-warn-soft text-warn-text',
  bad: 'bg-bad-soft text-bad-text',
  accent: 'bg-accent-soft text-accent-text',
}

/** Only for outcomes, counts of trouble, and a member's tags. */
export function Tag({ tone = 'idle', children, className }: { tone?: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center gap-1 rounded-r1 px-1.75 text-small font-medium whitespace-nowrap [&>svg]:size-3',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}
