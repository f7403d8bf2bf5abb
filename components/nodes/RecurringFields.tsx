'use client'
import { useTranslations } from 'next-intl'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { DaysField } from './DaysField.tsx'
import type { InspectorProps, NodeSettings } from './face.ts'
import { textIn } from './settings.ts'

const partOf = ({ settings }: InspectorProps, name: 'weekly' | 'monthly'): NodeSettings => {
  const part = settings[name]
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? part : {}
}

/** Days of the week and a time of day. */
export function WeeklyFields(props: InspectorProps) {
  const { settings, onChange, problemAt } = props
  const weekly = partOf(props, 'weekly')
  const set = (change: NodeSettings) => onChange({ ...settings, weekly: { ...weekly, ...change } })
  return (
    <>
      <DaysField value={weekly.days} problem={problemAt('/weekly')} onChange={(days) => set({ days })} />
      <Time value={textIn(weekly, 'time')} onChange={(time) => set({ time })} />
    </>
  )
}

const daysOfMonth = Array.from({ length: 31 }, (_, day) => String(day + 1))

/** A day of the month, or its last, and a time of day. */
export function MonthlyFields(props: InspectorProps) {
  const { settings, onChange, problemAt } = props
  const t = useTranslations('designer.triggerSchedule')
  const monthly = partOf(props, 'monthly')
  const set = (change: NodeSettings) => onChange({ ...settings, monthly: { ...monthly, ...change } })
  return (
    <>
      <Field label={t('dayOfMonth')} hint={t('dayOfMonthHint')} error={problemAt('/monthly')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={String(monthly.day)}
            onChange={(event) => set({ day: event.target.value === 'last' ? 'last' : Number(event.target.value) })}
          >
            {daysOfMonth.map((day) => (
              <option key={day} value={day}>
                {day}
              </option>
            ))}
            <option value="last">{t('lastDay')}</option>
          </Select>
        )}
      </Field>
      <Time value={textIn(monthly, 'time')} onChange={(time) => set({ time })} />
    </>
  )
}

function Time({ value, onChange }: { value: string; onChange: (time: string) => void }) {
  const t = useTranslations('designer.triggerSchedule')
  return (
    <Field label={t('at')}>
      {(wiring) => <Input {...wiring} type="time" className="w-28" value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}
