import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type StateTone = 'ongoing' | 'ok' | 'paused' | 'draft' | 'ended' | 'waiting' | 'held' | 'denied' | 'error' | 'idle'

/** Shape differs as well as colour, so that a state survives greyscale. */
const dots: Record<StateTone, string> = {
  ongoing: 'size-1.75 rounded-full bg-good-solid',
  ok: 'size-1.75 rounded-full bg-good-solid',
  paused: 'size-2 rounded-full border-2 border-warn-solid',
  draft: 'size-2 rounded-full border-[1.5px] border-dashed border-idle-solid',
  ended: 'size-1.75 rounded-[2px] bg-idle-solid',
  waiting: 'size-1.75 rounded-full bg-accent',
  held: 'size-1.75 rounded-full bg-warn-solid',
  denied: 'size-1.75 rounded-full bg-bad-solid',
  error: 'size-1.75 rounded-full bg-bad-solid',
  idle: 'size-1.75 rounded-full bg-idle-solid',
}

/** A dot and a word. */
export function StateDot({ tone, children, className }: { tone: StateTone; children: ReactNode; className?: string }) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 text-small font-medium whitespace-nowrap',
        tone === 'error' ? 'text-bad-text' : 'text-text-2',
        className,
      )}
    >
      <span aria-hidden className={cx('shrink-0', dots[tone])} />
      {children}
    </span>
  )
}
