'use client'
import { Clock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DurationField } from './DurationField.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'

function Inspector(props: InspectorProps) {
  const t = useTranslations('designer.delay')
  return (
    <Section title={t('title')}>
      <DurationField {...props} several name="duration" label={t('title')} />
      <p className="mt-2 text-small text-text-3">{t('hint')}</p>
    </Section>
  )
}

export const ruleDelayFace: NodeFace = { icon: Clock, shape: 'rule', Inspector }
