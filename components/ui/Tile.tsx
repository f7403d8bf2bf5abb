import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** A category has a shape: trigger a circle, rule a diamond, action a square, end a ring. Tint comes third. */
export type TileShape = 'trigger' | 'rule' | 'action' | 'end'

const tints: Record<TileShape, string> = {
  trigger: 'text-trigger before:bg-trigger-soft before:rounded-full',
  rule: 'text-rule before:bg-rule-soft before:rotate-45',
  action: 'text-action before:bg-action-soft',
  end: 'text-end before:rounded-full before:border-[1.5px] before:border-line-strong before:bg-end-soft',
}
const kindTints: Record<TileShape, string> = { trigger: 'text-trigger', rule: 'text-rule', action: 'text-action', end: 'text-end' }

export function Tile({ shape, small, children }: { shape: TileShape; small?: boolean; children: ReactNode }) {
  const round =
    shape === 'rule' ? (small ? 'before:inset-0.5 before:rounded-[4px]' : 'before:inset-0.75 before:rounded-[5px]') : 'before:inset-0'
  const square = shape === 'action' ? (small ? 'before:rounded-[6px]' : 'before:rounded-[8px]') : ''
  return (
    <span
      aria-hidden
      className={cx(
        'relative isolate grid shrink-0 place-items-center before:absolute before:-z-10 before:content-[""]',
        small ? 'size-5.5 [&_svg]:size-3.25' : 'size-7',
        tints[shape],
        round,
        square,
      )}
    >
      {children}
    </span>
  )
}

/** The kind word, in its category's colour. */
export const KindWord = ({ shape, children }: { shape: TileShape; children: ReactNode }) => (
  <span className={cx('font-medium', kindTints[shape])}>{children}</span>
)
