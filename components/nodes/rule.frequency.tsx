'use client'
import { Gauge } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { channels } from '#domain/message/channel.ts'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { definedOf, durationIn, numberIn, textIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.frequencyNode')
  return (
    <Section>
      <div className="grid gap-3">
        <Field label={t('messages')} hint={t('hint')} error={problemAt('/messages')}>
          {(wiring) => (
            <Input
              {...wiring}
              type="number"
              min={1}
              value={String(numberIn(settings, 'messages') ?? '')}
              onChange={(event) => onChange({ ...settings, messages: Math.max(1, Math.trunc(Number(event.target.value) || 1)) })}
            />
          )}
        </Field>
        <Field label={t('channel')} error={problemAt('/channel')}>
          {(wiring) => (
            <Select
              {...wiring}
              value={textIn(settings, 'channel')}
              onChange={(event) => {
                const { channel: _, ...rest } = settings
                onChange(event.target.value ? { ...rest, channel: event.target.value } : rest)
              }}
            >
              <option value="">{t('any')}</option>
              {channels.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </Select>
          )}
        </Field>
        <div>
          <p className="mb-1.5 text-small font-medium text-text-2">{t('within')}</p>
          <DurationInput
            label={t('within')}
            value={durationIn(settings, 'within')}
            onChange={(within) => onChange({ ...settings, within: definedOf(within) })}
          />
          <FieldProblem>{problemAt('/within')}</FieldProblem>
        </div>
      </div>
    </Section>
  )
}

export const ruleFrequencyFace: NodeFace = { icon: Gauge, shape: 'rule', Inspector }
