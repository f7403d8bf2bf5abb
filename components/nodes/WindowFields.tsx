'use client'
import { useTranslations } from 'next-intl'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import type { InspectorProps, NodeSettings } from './face.ts'
import { FieldProblem } from './Section.tsx'
import { textIn } from './settings.ts'

const week = [1, 2, 3, 4, 5, 6, 7] as const

const windowOf = ({ window }: NodeSettings): NodeSettings =>
  typeof window === 'object' && window !== null && !Array.isArray(window) ? window : {}

/** Days of the week, and from when to when. */
export function WindowFields({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.waitUntil')
  const window = windowOf(settings)
  const days = Array.isArray(window.days) ? window.days : []
  const set = (change: NodeSettings) => onChange({ window: { ...window, ...change } })
  return (
    <div className="grid gap-3">
      <fieldset>
        <legend className="mb-1.5 text-small font-medium text-text-2">{t('days')}</legend>
        <div className="flex flex-wrap gap-x-3 gap-y-1.5">
          {week.map((day) => (
            <Checkbox
              key={day}
              showLabel
              label={t(`day.${day}`)}
              checked={days.includes(day)}
              onChange={(on) => set({ days: week.filter((one) => (one === day ? on : days.includes(one))) })}
            />
          ))}
        </div>
        <FieldProblem>{problemAt('/window/days')}</FieldProblem>
      </fieldset>
      <div className="flex gap-3">
        {(['from', 'to'] as const).map((end) => (
          <Field key={end} label={t(end)} error={problemAt(`/window/${end}`)}>
            {(wiring) => (
              <Input
                {...wiring}
                type="time"
                className="w-28"
                value={textIn(window, end)}
                onChange={(event) => set({ [end]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="text-small text-text-3">{t('windowHint')}</p>
    </div>
  )
}
