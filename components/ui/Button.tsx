import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { cx } from './cx.ts'
import { Tooltip } from './Tooltip.tsx'

export type ButtonLook = 'plain' | 'primary' | 'ghost' | 'danger'
type Shared = { look?: ButtonLook; small?: boolean; ref?: Ref<HTMLButtonElement> }
export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & Shared & { icon?: ReactNode }

const looks: Record<ButtonLook, string> = {
  plain: 'border-line-strong bg-surface text-text shadow-lift-1 hover:bg-surface-hover [&_svg]:text-text-2',
  primary: 'border-transparent bg-accent text-text-on-solid shadow-lift-1 hover:bg-accent-hover',
  ghost: 'border-transparent text-text-2 hover:bg-surface-hover hover:text-text',
  danger: 'border-line-strong bg-surface text-bad-text shadow-lift-1 hover:bg-bad-soft',
}

/** The classes of a button, for links that look like one. */
export const buttonClass = ({
  look = 'plain',
  small = false,
  square = false,
}: {
  look?: ButtonLook
  small?: boolean
  square?: boolean
} = {}) =>
  cx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-r2 border font-medium whitespace-nowrap calm select-none',
    'aria-disabled:cursor-default aria-disabled:opacity-55 disabled:opacity-55',
    small ? 'h-control-small text-small' : 'h-control',
    square ? (small ? 'w-control-small' : 'w-control') : small ? 'px-2' : 'px-3',
    looks[look],
  )

/** One primary on a screen; plain or ghost for the rest; danger for what destroys. 30 px high, 24 when small. */
export function Button({ look, small, icon, className, children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={cx(buttonClass({ look, small }), className)} {...rest}>
      {icon}
      {children}
    </button>
  )
}

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> &
  Shared & { label: string; shortcut?: string; side?: 'top' | 'bottom' | 'left' | 'right' }

/** A square button with an icon; `label` is its name and its tooltip. */
export function IconButton({ label, shortcut, side, look = 'ghost', small, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <button type={type} aria-label={label} className={cx(buttonClass({ look, small, square: true }), className)} {...rest} />
    </Tooltip>
  )
}
