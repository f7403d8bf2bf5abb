'use client'
import { CalendarDays } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/forms/Combobox.tsx'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import type { InspectorProps } from './face.ts'
import { FieldProblem } from './Section.tsx'
import { definedOf, durationIn, objectIn, textIn } from './settings.ts'

const usualDates = ['birthday', 'createdAt', 'trialEndsAt', 'renewsAt']
const when = ['on', 'before', 'after'] as const

/** A date among the member's attributes, how long before or after it, and at what time of day. */
export function DateFields({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.date')
  const offset = objectIn(settings, 'offset') ? durationIn(settings, 'offset') : null
  const direction = offset === null ? 'on' : settings.direction === 'before' ? 'before' : 'after'
  return (
    <div className="grid gap-3">
      <Field label={t('attribute')} error={problemAt('/attribute')}>
        {({ id, 'aria-describedby': describedBy, 'aria-invalid': invalid }) => (
          <Combobox
            id={id}
            describedBy={describedBy}
            invalid={invalid ?? false}
            icon={<CalendarDays aria-hidden />}
            value={textIn(settings, 'attribute')}
            choices={usualDates.map((value) => ({ value }))}
            onChange={(attribute) => onChange({ ...settings, attribute })}
          />
        )}
      </Field>
      <Field label={t('when')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={direction}
            onChange={(event) => {
              const { offset: _, ...rest } = settings
              const next = event.target.value
              onChange(next === 'on' ? rest : { ...rest, offset: definedOf(offset ?? { days: 1 }), direction: next })
            }}
          >
            {when.map((one) => (
              <option key={one} value={one}>
                {t(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {offset && (
        <div>
          <DurationInput
            several
            label={t('offset')}
            invalid={problemAt('/offset') !== null}
            value={offset}
            onChange={(next) => onChange({ ...settings, offset: definedOf(next) })}
          />
          <FieldProblem>{problemAt('/offset')}</FieldProblem>
        </div>
      )}
      <Field label={t('time')} error={problemAt('/time')}>
        {(wiring) => (
          <Input
            {...wiring}
            type="time"
            className="w-28"
            value={textIn(settings, 'time')}
            onChange={(event) => {
              const { time: _, ...rest } = settings
              onChange(event.target.value ? { ...rest, time: event.target.value } : rest)
            }}
          />
        )}
      </Field>
      <p className="text-small text-text-3">{t('hint')}</p>
    </div>
  )
}
