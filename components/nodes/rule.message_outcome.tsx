'use client'
import { MailQuestion } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useNodeWords } from '#components/canvas/useNodeWords.ts'
import { Field } from '#components/ui/Field.tsx'
import { Select } from '#components/ui/Input.tsx'
import { definitionOf } from '#domain/nodes/registry.ts'
import { outcomesAsked } from '#domain/nodes/rule.message_outcome.ts'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { textIn } from './settings.ts'

function Inspector({ settings, graph, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.outcomeNode')
  const words = useNodeWords()
  const senders = graph.nodes.filter(({ kind }) => definitionOf(kind).channel !== undefined)
  const chosen = textIn(settings, 'node')
  return (
    <Section title={t('title')}>
      <div className="grid gap-3">
        <Field label={t('node')} hint={senders.length === 0 ? t('noSender') : undefined} error={problemAt('/node')}>
          {(wiring) => (
            <Select {...wiring} className="w-full" value={chosen} onChange={(event) => onChange({ ...settings, node: event.target.value })}>
              <option value="">{t('choose')}</option>
              {chosen && !senders.some(({ key }) => key === chosen) && <option value={chosen}>{chosen}</option>}
              {senders.map((node) => (
                <option key={node.key} value={node.key}>
                  {t('sender', { name: words.name(node), summary: words.summary(node) })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('outcome')} hint={t('hint')} error={problemAt('/outcome')}>
          {(wiring) => (
            <Select
              {...wiring}
              className="w-full"
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
