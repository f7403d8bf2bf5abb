'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { Input } from '#components/ui/Input.tsx'
import type { Operand } from '#domain/condition/document.ts'
import { type OperandShape, readScalar, showScalar } from './draft.ts'

type Scalar = string | number | boolean | null
type Props = { shape: OperandShape; value: Operand | undefined; onChange: (value: Operand) => void }

/** What a comparison compares with, by the shape its operator takes. */
export function ValueInput({ shape, value, onChange }: Props) {
  const t = useTranslations('designer.condition')
  if (shape === 'none') return <span />
  if (shape === 'duration')
    return <DurationInput small label={t('value')} value={durationOf(value)} onChange={(next) => onChange(definedOf(next))} />
  if (shape === 'two') {
    const [low = '', high = ''] = Array.isArray(value) ? value : []
    return (
      <span className="flex items-center gap-1 text-small text-text-2">
        <ScalarInput label={t('from')} value={low} onChange={(next) => onChange([next, high])} />
        {t('and')}
        <ScalarInput label={t('to')} value={high} onChange={(next) => onChange([low, next])} />
      </span>
    )
  }
  if (shape === 'list') return <ListInput value={Array.isArray(value) ? value : []} onChange={onChange} />
  const scalar = typeof value === 'object' ? '' : (value ?? '')
  if (shape === 'date')
    return (
      <Input
        small
        aria-label={t('date')}
        placeholder="2026-12-24"
        value={String(scalar)}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  return <ScalarInput label={t('value')} value={scalar} onChange={onChange} />
}

const durationOf = (value: Operand | undefined) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {})
const definedOf = (duration: Record<string, number | undefined>) =>
  Object.fromEntries(Object.entries(duration).filter(([, amount]) => amount !== undefined))

/** Keeps what is typed as it is typed ("1." on its way to 1.5) and hands on what it reads as. */
function ScalarInput({ label, value, onChange }: { label: string; value: Scalar; onChange: (value: Scalar) => void }) {
  const t = useTranslations('designer.condition')
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed !== null && readScalar(typed) === value ? typed : showScalar(value)
  return (
    <Input
      small
      aria-label={label}
      placeholder={t('value')}
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(readScalar(event.target.value))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

/** A list, typed with commas. */
function ListInput({ value, onChange }: { value: readonly Scalar[]; onChange: (value: Scalar[]) => void }) {
  const t = useTranslations('designer.condition')
  const [typed, setTyped] = useState<string | null>(null)
  const read = (text: string) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
      .map(readScalar)
  return (
    <Input
      small
      aria-label={t('values')}
      placeholder={t('values')}
      value={typed ?? value.map(showScalar).join(', ')}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(read(event.target.value))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
