'use client'
import { Gauge } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { NumberInput } from '#components/forms/NumberInput.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Select } from '#components/ui/Input.tsx'
import { channels } from '#domain/message/channel.ts'
import { DurationField } from './DurationField.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { numberIn, textIn } from './settings.ts'

function Inspector(props: InspectorProps) {
  const { settings, onChange, problemAt } = props
  const t = useTranslations('designer.frequencyNode')
  const names = useTranslations('common.channel')
  return (
    <Section title={t('title')}>
      <div className="grid gap-3">
        <Field label={t('messages')} hint={t('hint')} error={problemAt('/messages')}>
          {(wiring) => (
            <NumberInput
              {...wiring}
              value={numberIn(settings, 'messages') ?? 1}
              onChange={(messages) => onChange({ ...settings, messages })}
            />
          )}
        </Field>
        <Field label={t('channel')} error={problemAt('/channel')}>
          {(wiring) => (
            <Select
              {...wiring}
              className="w-full"
              value={textIn(settings, 'channel')}
              onChange={(event) => {
                const { channel: _, ...rest } = settings
                onChange(event.target.value ? { ...rest, channel: event.target.value } : rest)
              }}
            >
              <option value="">{t('any')}</option>
              {channels.map((one) => (
                <option key={one} value={one}>
                  {names(one)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <DurationField {...props} showLabel name="within" label={t('within')} />
      </div>
    </Section>
  )
}

export const ruleFrequencyFace: NodeFace = { icon: Gauge, shape: 'rule', Inspector }
