'use client'
import { useTranslations } from 'next-intl'
import { AttributePicker } from '#components/forms/pickers.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { DurationField } from './DurationField.tsx'
import type { InspectorProps } from './face.ts'
import { definedOf, durationIn, objectIn, pickOf, textIn } from './settings.ts'

const when = ['on', 'before', 'after'] as const

/** A date among the member's attributes, how long before or after it, and at what time of day. */
export function DateFields(props: InspectorProps) {
  const { settings, onChange, problemAt } = props
  const t = useTranslations('designer.date')
  const offset = objectIn(settings, 'offset') ? durationIn(settings, 'offset') : null
  const direction = offset === null ? 'on' : settings.direction === 'before' ? 'before' : 'after'
  return (
    <div className="grid gap-3">
      <Field label={t('attribute')} error={problemAt('/attribute')}>
        {(wiring) => (
          <AttributePicker
            {...pickOf(wiring)}
            dates
            value={textIn(settings, 'attribute')}
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
      {offset && <DurationField {...props} several name="offset" label={t('offset')} />}
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
