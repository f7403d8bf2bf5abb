import { ChevronDown } from 'lucide-react'
import type { InputHTMLAttributes, ReactNode, Ref, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { cx } from './cx.ts'

/** The edge, ground and focus of every control one types or picks in. */
export const controlClass = cx(
  'rounded-r2 border border-line-control bg-surface text-text calm placeholder:text-text-3',
  'focus-within:border-accent focus-within:ring-2 focus-within:ring-accent-line focus-visible:outline-none',
  'aria-invalid:border-bad-solid disabled:opacity-60',
)
const ring = 'focus:border-accent focus:ring-2 focus:ring-accent-line outline-none'

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'prefix'> & {
  small?: boolean
  /** Shown inside, before what is typed. */
  icon?: ReactNode
  /** Shown inside, after it: a unit, a count, a key. */
  suffix?: ReactNode
  ref?: Ref<HTMLInputElement>
}

/** A width of its own goes before the whole width. */
const widthIn = (className: string | undefined) => /(?:^|\s)w-/.test(className ?? '')

/** One line of text. 30 px high, 26 when small. */
export function Input({ small, icon, suffix, className, ...rest }: InputProps) {
  const size = small ? 'h-6.5 px-2 text-small' : 'h-control px-2.5'
  if (!icon && !suffix)
    return <input className={cx(controlClass, ring, size, !widthIn(className) && 'w-full', 'min-w-0', className)} {...rest} />
  return (
    <span
      className={cx(
        controlClass,
        size,
        'flex min-w-0 items-center gap-1.5 [&>svg]:text-text-3',
        rest['aria-invalid'] && 'border-bad-solid',
        className,
      )}
    >
      {icon}
      <input className="h-full w-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-text-3" {...rest} />
      {typeof suffix === 'string' ? <span className="text-small text-text-3">{suffix}</span> : suffix}
    </span>
  )
}

type SelectProps = SelectHTMLAttributes<HTMLSelectElement> & { small?: boolean; ref?: Ref<HTMLSelectElement> }

/** The platform's own select under our edge: quick, and at home on every device and screen reader. */
export function Select({ small, className, children, ...rest }: SelectProps) {
  return (
    <span className={cx('relative inline-flex min-w-0', className)}>
      <select
        className={cx(
          controlClass,
          ring,
          'w-full min-w-0 appearance-none truncate',
          small ? 'h-6.5 pr-5.5 pl-2 text-small' : 'h-control pr-7 pl-2.5',
        )}
        {...rest}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className={cx('pointer-events-none absolute top-1/2 size-3.5 -translate-y-1/2 text-text-3', small ? 'right-1.5' : 'right-2')}
      />
    </span>
  )
}

export function Textarea({ className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  return <textarea className={cx(controlClass, ring, 'block min-h-13 w-full px-2.5 py-1.5', className)} {...rest} />
}
