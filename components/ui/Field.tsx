'use client'
import { type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

type Wiring = { id: string; 'aria-describedby'?: string | undefined; 'aria-invalid'?: true | undefined }
type Props = {
  label: ReactNode
  /** Explains, below the control. */
  hint?: ReactNode
  /** What is wrong and what to do; replaces the hint. */
  error?: string | null | undefined
  optional?: string
  hideLabel?: boolean
  className?: string
  /** Gives the control its id and descriptions: `{(wiring) => <Input {...wiring} />}`. */
  children: (wiring: Wiring) => ReactNode
}

/** A label, a control, and below it a hint or an error. */
export function Field({ label, hint, error, optional, hideLabel, className, children }: Props) {
  const id = useId()
  const below = `${id}-below`
  const wiring: Wiring = { id, ...(error || hint ? { 'aria-describedby': below } : {}), ...(error ? { 'aria-invalid': true } : {}) }
  return (
    <div className={className}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1.5 flex items-center gap-1.5 text-small font-medium text-text-2'}>
        {label}
        {optional && <span className="font-normal text-text-3">{optional}</span>}
      </label>
      {children(wiring)}
      {(error || hint) && (
        <p id={below} className={cx('mt-1.5 text-small', error ? 'text-bad-text' : 'text-text-3')} role={error ? 'alert' : undefined}>
          {error || hint}
        </p>
      )}
    </div>
  )
}
