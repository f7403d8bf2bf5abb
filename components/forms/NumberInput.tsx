'use client'
import { type ReactNode, useState } from 'react'
import { Input } from '#components/ui/Input.tsx'

type Props = {
  value: number
  onChange: (value: number) => void
  /** Its name, where no label of a field names it. */
  label?: string
  min?: number
  max?: number
  invalid?: boolean
  small?: boolean
  /** A unit, inside at the right. */
  suffix?: ReactNode
  className?: string
  id?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** A whole number. While it is being typed it may be empty; what is left so goes back to what it was. */
export function NumberInput({ value, onChange, label, min = 1, max = 1_000_000, invalid, className = 'w-24', ...rest }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Input
      aria-invalid={invalid || undefined}
      {...rest}
      type="number"
      inputMode="numeric"
      min={min}
      max={max}
      step={1}
      aria-label={label}
      className={className}
      value={typed ?? String(value)}
      onChange={(event) => {
        setTyped(event.target.value)
        const number = Math.trunc(Number(event.target.value))
        if (event.target.value !== '' && number >= min && number <= max) onChange(number)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
