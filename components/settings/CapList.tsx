'use client'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { NumberInput } from '#components/forms/NumberInput.tsx'
import { definedOf } from '#components/nodes/settings.ts'
import { Button, IconButton } from '#components/ui/Button.tsx'
import { Select } from '#components/ui/Input.tsx'
import type { FrequencyCap } from '#domain/message/caps.ts'
import { channels } from '#domain/message/channel.ts'
import type { LimitsProps } from './LimitsFields.tsx'
import { TopicSelect } from './TopicSelect.tsx'

const CAPS_MAX = 20
const countable = channels.filter((channel) => channel !== 'webhook')
const USUAL: FrequencyCap = { channel: null, topic: null, messages: 3, per: { days: 7 } }

/** How many messages a member gets at most, one line a cap. */
export function CapList({ limits: { frequencyCaps }, onChange, errors, locked }: LimitsProps) {
  const t = useTranslations('settings.limits')
  const set = (caps: FrequencyCap[]) => onChange({ frequencyCaps: caps })
  return (
    <div>
      <p className="text-small font-medium text-text-2">{t('caps')}</p>
      <ul className="grid gap-2">
        {frequencyCaps.map((cap, at) => (
          // Lines have no identity but their place.
          <li key={at} className="mt-2 rounded-r2 border border-line bg-surface-sunk px-3 py-2.5">
            <Cap
              cap={cap}
              label={t('cap', { number: at + 1 })}
              onChange={(next) => set(frequencyCaps.with(at, next))}
              onRemove={() => set(frequencyCaps.toSpliced(at, 1))}
              error={['per', 'messages', 'topic'].map((name) => errors[`/settings/frequencyCaps/${at}/${name}`]).find(Boolean)}
            />
          </li>
        ))}
      </ul>
      {frequencyCaps.length < CAPS_MAX && !locked && (
        <Button small icon={<Plus />} className="mt-2" onClick={() => set([...frequencyCaps, USUAL])}>
          {t('addCap')}
        </Button>
      )}
      <p className="mt-1.5 text-small text-text-3">{t('capsHint')}</p>
    </div>
  )
}

type CapProps = {
  cap: FrequencyCap
  label: string
  onChange: (cap: FrequencyCap) => void
  onRemove: () => void
  error: string | undefined
}

function Cap({ cap, label, onChange, onRemove, error }: CapProps) {
  const t = useTranslations('settings.limits')
  const names = useTranslations('common.channel')
  return (
    <fieldset>
      <legend className="sr-only">{label}</legend>
      <div className="flex flex-wrap items-center gap-2 text-text-2">
        {t('atMost')}
        <NumberInput
          label={t('messages')}
          max={10_000}
          className="w-18"
          value={cap.messages}
          onChange={(messages) => onChange({ ...cap, messages })}
        />
        <Select
          aria-label={t('channel')}
          value={cap.channel ?? ''}
          onChange={(event) => onChange({ ...cap, channel: countable.find((one) => one === event.target.value) ?? null })}
        >
          <option value="">{t('anyChannel', { count: cap.messages })}</option>
          {countable.map((channel) => (
            <option key={channel} value={channel}>
              {t('ofChannel', { channel: names(channel), count: cap.messages })}
            </option>
          ))}
        </Select>
        <span className="flex-1" />
        <IconButton small label={t('removeCap')} onClick={onRemove}>
          <X className="size-3.5" />
        </IconButton>
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-2 text-text-2">
        {t('in')}
        <DurationInput label={t('per')} value={cap.per} onChange={(per) => onChange({ ...cap, per: definedOf(per) })} />
        {t('about')}
        <TopicSelect topic={cap.topic} onChange={(topic) => onChange({ ...cap, topic })} />
      </div>
      {error && (
        <p role="alert" className="mt-1.5 text-small text-bad-text">
          {error}
        </p>
      )}
    </fieldset>
  )
}
