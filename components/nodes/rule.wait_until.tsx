'use client'
import { CalendarClock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { InstantInput } from '#components/forms/InstantInput.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { RadioGroup } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
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

function InstantField({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.waitUntil')
  const { timeZone } = useWorkspace()
  return (
    <Field label={t('at')} hint={t('atHint', { zone: timeZone })} error={problemAt('/at')}>
      {(wiring) => <InstantInput {...wiring} value={textIn(settings, 'at')} onChange={(at) => onChange({ ...settings, at })} />}
    </Field>
  )
}

export const ruleWaitUntilFace: NodeFace = { icon: CalendarClock, shape: 'rule', Inspector }
