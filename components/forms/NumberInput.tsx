'use client'
import { useState } from 'react'
import { Input } from '#components/ui/Input.tsx'

type Props = {
  value: number
  onChange: (value: number) => void
  label: string
  min?: number
  max: number
  invalid?: boolean
  className?: string
}

/** A whole number. While it is being typed it may be empty; what is left so goes back to what it was. */
export function NumberInput({ value, onChange, label, min = 1, max, invalid, className }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Input
      type="number"
      inputMode="numeric"
      min={min}
      max={max}
      step={1}
      aria-label={label}
      aria-invalid={invalid || undefined}
      className={className ?? 'w-24'}
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
