'use client'
import { useTranslations } from 'next-intl'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { DaysField } from './DaysField.tsx'
import type { InspectorProps, NodeSettings } from './face.ts'
import { textIn } from './settings.ts'

const windowOf = ({ window }: NodeSettings): NodeSettings =>
  typeof window === 'object' && window !== null && !Array.isArray(window) ? window : {}

/** Days of the week, and from when to when. */
export function WindowFields({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.waitUntil')
  const window = windowOf(settings)
  const set = (change: NodeSettings) => onChange({ window: { ...window, ...change } })
  return (
    <div className="grid gap-3">
      <DaysField value={window.days} problem={problemAt('/window/days')} onChange={(days) => set({ days })} />
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
