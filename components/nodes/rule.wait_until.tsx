'use client'
import { CalendarClock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { RadioGroup } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { DateFields } from './DateFields.tsx'
import type { InspectorProps, NodeFace, NodeSettings } from './face.ts'
import { Section } from './Section.tsx'
import { textIn } from './settings.ts'
import { WindowFields } from './WindowFields.tsx'

type Mode = 'window' | 'date' | 'instant'
const blanks: Record<Mode, NodeSettings> = {
  window: { window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } },
  date: { attribute: '', time: '09:00' },
  instant: { at: '' },
}
const modeOf = (settings: NodeSettings): Mode => ('window' in settings ? 'window' : 'attribute' in settings ? 'date' : 'instant')

function Inspector(props: InspectorProps) {
  const { settings, onChange } = props
  const t = useTranslations('designer.waitUntil')
  const mode = modeOf(settings)
  // What the other ways held, so that looking at them loses nothing.
  const [aside, setAside] = useState<Partial<Record<Mode, NodeSettings>>>({})
  return (
    <>
      <Section title={t('title')}>
        <SegmentedControl<Mode>
          label={t('title')}
          value={mode}
          onChange={(next) => {
            if (next === mode) return
            setAside({ ...aside, [mode]: settings })
            onChange(aside[next] ?? blanks[next])
          }}
          items={[
            { value: 'window', label: t('mode.window') },
            { value: 'date', label: t('mode.date') },
            { value: 'instant', label: t('mode.instant') },
          ]}
          className="mb-3"
        />
        {mode === 'window' && <WindowFields {...props} />}
        {mode === 'date' && <DateFields {...props} />}
        {mode === 'instant' && <InstantField {...props} />}
      </Section>
      {mode !== 'window' && (
        <Section title={t('past')}>
          <RadioGroup<'next' | 'past'>
            label={t('past')}
            value={settings.whenPast === 'past' ? 'past' : 'next'}
            onChange={(whenPast) => onChange({ ...settings, whenPast })}
            options={[
              { value: 'next', label: t('pastNext') },
              { value: 'past', label: t('pastOutlet') },
            ]}
          />
        </Section>
      )}
    </>
  )
}

/** An instant, typed in the operator's own zone. */
function InstantField({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.waitUntil')
  return (
    <Field label={t('at')} hint={t('atHint')} error={problemAt('/at')}>
      {(wiring) => (
        <Input
          {...wiring}
          type="datetime-local"
          value={localText(textIn(settings, 'at'))}
          onChange={(event) => {
            const at = new Date(event.target.value)
            onChange({ ...settings, at: Number.isNaN(at.getTime()) ? '' : at.toISOString() })
          }}
        />
      )}
    </Field>
  )
}

/** "2026-12-24T09:00", as the control wants it. */
function localText(at: string): string {
  const date = new Date(at)
  if (at === '' || Number.isNaN(date.getTime())) return ''
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export const ruleWaitUntilFace: NodeFace = { icon: CalendarClock, shape: 'rule', Inspector }
