'use client'
import { CircleCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ConditionField } from './ConditionField.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { TimeoutSection } from './TimeoutSection.tsx'

function Inspector(props: InspectorProps) {
  const t = useTranslations('designer.waitCondition')
  return (
    <>
      <Section title={t('title')}>
        <ConditionField {...props} name="condition" label={t('title')} scope={{ of: 'member' }} />
        <p className="mt-2 text-small text-text-3">{t('hint')}</p>
      </Section>
      <TimeoutSection {...props} />
    </>
  )
}

export const ruleWaitConditionFace: NodeFace = { icon: CircleCheck, shape: 'rule', Inspector }
