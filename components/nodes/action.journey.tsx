'use client'
import { Route } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { PairsInput } from '#components/forms/PairsInput.tsx'
import { JourneyPicker } from '#components/forms/pickers.tsx'
import { Field } from '#components/ui/Field.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { pickOf, textIn } from './settings.ts'

type Act = 'enter' | 'leave'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.journeyNode')
  const liquid = useTranslations('designer.pairs')('liquid')
  const act: Act = settings.act === 'leave' ? 'leave' : 'enter'
  const chosen = textIn(settings, 'journey')
  return (
    <>
      <Section title={t('act')}>
        <SegmentedControl<Act>
          label={t('act')}
          value={act}
          onChange={(next) => onChange({ ...settings, act: next })}
          items={[
            { value: 'enter', label: t('enter') },
            { value: 'leave', label: t('leave') },
          ]}
          className="mb-3"
        />
        <Field label={t('journey')} hint={t(act === 'enter' ? 'enterHint' : 'leaveHint')} error={problemAt('/journey')}>
          {(wiring) => <JourneyPicker {...pickOf(wiring)} value={chosen} onChange={(journey) => onChange({ ...settings, journey })} />}
        </Field>
      </Section>
      {act === 'enter' && (
        <Section title={t('context')}>
          <PairsInput
            values={settings.context}
            types={settings.types}
            onChange={({ values, types }) => onChange({ ...settings, context: values, types })}
          />
          <FieldProblem>{problemAt('/context')}</FieldProblem>
          <p className="mt-2 text-small text-text-3">{liquid}</p>
        </Section>
      )}
    </>
  )
}

export const actionJourneyFace: NodeFace = { icon: Route, shape: 'action', Inspector }
