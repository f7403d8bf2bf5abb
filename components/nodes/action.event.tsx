'use client'
import { Radio, Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/forms/Combobox.tsx'
import { PairsInput } from '#components/forms/PairsInput.tsx'
import { useEventNames, usePropertyNames } from '#components/forms/useCatalogue.ts'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { textIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.eventNode')
  const liquid = useTranslations('designer.pairs')('liquid')
  const names = useEventNames()
  const event = textIn(settings, 'event')
  const properties = usePropertyNames(event)
  return (
    <>
      <Section title={t('event')}>
        <Combobox
          label={t('event')}
          placeholder={t('event')}
          icon={<Zap aria-hidden />}
          value={event}
          invalid={problemAt('/event') !== null}
          choices={names.map(({ name }) => ({ value: name }))}
          onChange={(next) => onChange({ ...settings, event: next })}
        />
        <FieldProblem>{problemAt('/event')}</FieldProblem>
        <p className="mt-2 text-small text-text-3">{t('hint')}</p>
      </Section>
      <Section title={t('properties')}>
        <PairsInput
          values={settings.properties}
          types={settings.types}
          names={properties.map(({ name }) => name)}
          onChange={({ values, types }) => onChange({ ...settings, properties: values, types })}
        />
        <FieldProblem>{problemAt('/properties')}</FieldProblem>
        <p className="mt-2 text-small text-text-3">{liquid}</p>
      </Section>
    </>
  )
}

export const actionEventFace: NodeFace = { icon: Radio, shape: 'action', Inspector }
