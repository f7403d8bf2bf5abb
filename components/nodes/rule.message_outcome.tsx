'use client'
import { MailQuestion } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { outcomesAsked } from '#domain/nodes/rule.message_outcome.ts'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { textIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.outcomeNode')
  return (
    <Section>
      <div className="grid gap-3">
        <Field label={t('node')} hint={t('nodeHint')} error={problemAt('/node')}>
          {(wiring) => (
            <Input {...wiring} value={textIn(settings, 'node')} onChange={(event) => onChange({ ...settings, node: event.target.value })} />
          )}
        </Field>
        <Field label={t('outcome')} hint={t('hint')} error={problemAt('/outcome')}>
          {(wiring) => (
            <Select
              {...wiring}
              value={textIn(settings, 'outcome')}
              onChange={(event) => onChange({ ...settings, outcome: event.target.value })}
            >
              {outcomesAsked.map((outcome) => (
                <option key={outcome} value={outcome}>
                  {t(`outcomes.${outcome}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </Section>
  )
}

export const ruleMessageOutcomeFace: NodeFace = { icon: MailQuestion, shape: 'rule', Inspector }
