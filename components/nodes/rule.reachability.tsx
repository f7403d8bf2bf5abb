'use client'
import { Antenna } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ListInput } from '#components/forms/ListInput.tsx'
import { Field } from '#components/ui/Field.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { textsIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.reachNode')
  return (
    <Section>
      <Field label={t('channels')} hint={t('hint')} error={problemAt('/channels')}>
        {(wiring) => (
          <ListInput {...wiring} value={textsIn(settings, 'channels')} onChange={(channels) => onChange({ ...settings, channels })} />
        )}
      </Field>
    </Section>
  )
}

export const ruleReachabilityFace: NodeFace = { icon: Antenna, shape: 'rule', Inspector }
