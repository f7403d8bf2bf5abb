'use client'
import { useState } from 'react'
import { Input } from '#components/ui/Input.tsx'

type Props = { value: readonly string[]; onChange: (value: string[]) => void; id?: string; 'aria-describedby'?: string | undefined }

/** Several texts in one line, with commas. */
export function ListInput({ value, onChange, ...wiring }: Props) {
  const [text, setText] = useState(value.join(', '))
  const shown = listOf(text).join() === value.join() ? text : value.join(', ')
  return (
    <Input
      {...wiring}
      value={shown}
      onChange={(event) => {
        setText(event.target.value)
        onChange(listOf(event.target.value))
      }}
    />
  )
}

const listOf = (text: string) => [...new Set(text.split(',').map((one) => one.trim()))].filter((one) => one !== '')
