'use client'
import { Radio } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { PairsInput } from '#components/forms/PairsInput.tsx'
import { usePropertyNames } from '#components/forms/useCatalogue.ts'
import { EventField } from './EventField.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { textIn } from './settings.ts'

function Inspector(props: InspectorProps) {
  const { settings, onChange, problemAt } = props
  const t = useTranslations('designer.eventNode')
  const liquid = useTranslations('designer.pairs')('liquid')
  const properties = usePropertyNames(textIn(settings, 'event'))
  return (
    <>
      <Section title={t('event')}>
        <EventField {...props} label={t('event')} />
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
