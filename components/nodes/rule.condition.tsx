'use client'
import { Split } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ConditionField } from './ConditionField.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'

function Inspector(props: InspectorProps) {
  const t = useTranslations('designer.conditionNode')
  return (
    <Section title={t('title')}>
      <ConditionField {...props} name="condition" label={t('title')} scope={{ of: 'member' }} />
      <p className="mt-2 text-small text-text-3">{t('hint')}</p>
    </Section>
  )
}

export const ruleConditionFace: NodeFace = { icon: Split, shape: 'rule', Inspector }
