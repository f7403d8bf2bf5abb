'use client'
import { useTranslations } from 'next-intl'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { FieldProblem } from './Section.tsx'

const week = [1, 2, 3, 4, 5, 6, 7] as const

type Props = { value: unknown; onChange: (days: number[]) => void; problem: string | null }

/** Days of the week, 1 is Monday. */
export function DaysField({ value, onChange, problem }: Props) {
  const t = useTranslations('designer.waitUntil')
  const days = Array.isArray(value) ? value : []
  return (
    <fieldset>
      <legend className="mb-1.5 text-small font-medium text-text-2">{t('days')}</legend>
      <div className="grid grid-cols-4 gap-x-3 gap-y-1.5">
        {week.map((day) => (
          <Checkbox
            key={day}
            showLabel
            label={t(`day.${day}`)}
            checked={days.includes(day)}
            onChange={(on) => onChange(week.filter((one) => (one === day ? on : days.includes(one))))}
          />
        ))}
      </div>
      <FieldProblem>{problem}</FieldProblem>
    </fieldset>
  )
}
