'use client'
import { Antenna } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Chips } from '#components/forms/Chips.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Select } from '#components/ui/Input.tsx'
import { channels } from '#domain/message/channel.ts'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { textsIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.reachNode')
  const names = useTranslations('common.channel')
  const value = textsIn(settings, 'channels')
  const free = channels.filter((channel) => !value.includes(channel))
  const nameOf = (one: string) => {
    const channel = channels.find((known) => known === one)
    return channel ? names(channel) : one
  }
  return (
    <Section>
      <Field label={t('channels')} hint={t('hint')} error={problemAt('/channels')}>
        {(wiring) => (
          <Chips ordered label={t('channels')} value={value} nameOf={nameOf} onChange={(next) => onChange({ ...settings, channels: next })}>
            {(add) =>
              free.length > 0 && (
                <Select {...wiring} value="" className="w-40" onChange={(event) => add(event.target.value)}>
                  <option value="">{t('add')}</option>
                  {free.map((channel) => (
                    <option key={channel} value={channel}>
                      {names(channel)}
                    </option>
                  ))}
                </Select>
              )
            }
          </Chips>
        )}
      </Field>
    </Section>
  )
}

export const ruleReachabilityFace: NodeFace = { icon: Antenna, shape: 'rule', Inspector }
