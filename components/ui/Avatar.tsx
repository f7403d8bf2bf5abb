import { cx } from './cx.ts'

const tints = [
  'bg-accent-soft text-accent-text',
  'bg-action-soft text-action',
  'bg-trigger-soft text-trigger',
  'bg-warn-soft text-warn-text',
]
const initials = (name: string) =>
  name
    .split(/[\s@._-]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('') || '?'
const tintOf = (name: string) => tints[[...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % tints.length]

const sizes = { small: 'size-5 text-[9px]', medium: 'size-6 text-[11px]', big: 'size-12 text-[17px]' }

/** Initials on a tint that stays the same for a name. Decorative: the name stands beside it. */
export function Avatar({ name, size = 'medium' }: { name: string; size?: keyof typeof sizes }) {
  return (
    <span
      aria-hidden
      className={cx(
        'inline-grid shrink-0 place-items-center rounded-full leading-none font-strong tracking-[-0.02em]',
        sizes[size],
        tintOf(name),
      )}
    >
      {initials(name)}
    </span>
  )
}
