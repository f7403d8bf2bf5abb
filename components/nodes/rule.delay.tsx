'use client'
import { Clock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { definedOf, durationIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.delay')
  const problem = problemAt('/duration')
  return (
    <Section title={t('title')}>
      <DurationInput
        several
        label={t('title')}
        invalid={problem !== null}
        value={durationIn(settings, 'duration')}
        onChange={(duration) => onChange({ ...settings, duration: definedOf(duration) })}
      />
      <FieldProblem>{problem}</FieldProblem>
      <p className="mt-2 text-small text-text-3">{t('hint')}</p>
    </Section>
  )
}

export const ruleDelayFace: NodeFace = { icon: Clock, shape: 'rule', Inspector }
