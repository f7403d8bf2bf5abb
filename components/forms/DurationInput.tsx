'use client'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '#components/ui/Button.tsx'
import { Select } from '#components/ui/Input.tsx'
import { NumberInput } from './NumberInput.tsx'

const units = ['months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const
type Unit = (typeof units)[number]
export type DurationDraft = Record<string, number | undefined>

/** The units a duration names, largest first; one of days when it names none. */
const partsOf = (duration: DurationDraft): { unit: Unit; amount: number }[] => {
  const parts = units.filter((unit) => duration[unit] !== undefined).map((unit) => ({ unit, amount: duration[unit] ?? 0 }))
  return parts.length ? parts : [{ unit: 'days', amount: 0 }]
}
const durationOf = (parts: readonly { unit: Unit; amount: number }[]): DurationDraft =>
  Object.fromEntries(parts.map(({ unit, amount }) => [unit, amount]))

type Props = {
  value: DurationDraft
  onChange: (value: DurationDraft) => void
  label: string
  small?: boolean
  several?: boolean
  invalid?: boolean
}

/** A number and a unit; with `several`, more of them, as in 2 days and 6 hours. */
export function DurationInput({ value, onChange, label, small, several, invalid }: Props) {
  const t = useTranslations('designer.duration')
  const parts = partsOf(value)
  const free = units.filter((unit) => !parts.some((part) => part.unit === unit))
  const smaller = free.find((unit) => units.indexOf(unit) > units.indexOf(parts.at(-1)?.unit ?? 'seconds')) ?? free[0]
  return (
    <fieldset className="grid gap-1.5">
      <legend className="sr-only">{label}</legend>
      {parts.map((part, at) => (
        <span key={part.unit} className="flex items-center gap-1.5">
          <NumberInput
            min={0}
            {...(small && { small })}
            label={t('amount')}
            invalid={invalid ?? false}
            value={part.amount}
            onChange={(amount) => onChange(durationOf(parts.with(at, { ...part, amount })))}
            className={small ? 'w-14' : 'w-18'}
          />
          <Select
            small={small}
            aria-label={t('unit')}
            value={part.unit}
            onChange={(event) => {
              const unit = units.find((one) => one === event.target.value)
              if (unit) onChange(durationOf(parts.with(at, { ...part, unit })))
            }}
            className={small ? 'w-21' : 'w-26'}
          >
            {units
              .filter((unit) => unit === part.unit || free.includes(unit))
              .map((unit) => (
                <option key={unit} value={unit}>
                  {t(`units.${unit}`, { count: part.amount })}
                </option>
              ))}
          </Select>
          {several && parts.length > 1 && (
            <IconButton small label={t('remove')} onClick={() => onChange(durationOf(parts.toSpliced(at, 1)))}>
              <X className="size-3.5" />
            </IconButton>
          )}
          {several && at === parts.length - 1 && smaller && parts.length < 3 && (
            <IconButton small label={t('add')} onClick={() => onChange(durationOf([...parts, { unit: smaller, amount: 0 }]))}>
              <Plus className="size-3.5" />
            </IconButton>
          )}
        </span>
      ))}
    </fieldset>
  )
}
