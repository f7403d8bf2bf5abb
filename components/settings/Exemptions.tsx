'use client'
import { useTranslations } from 'next-intl'
import { useTopics } from '#components/forms/useTopics.ts'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { channels } from '#domain/message/channel.ts'
import type { LimitsProps } from './LimitsFields.tsx'

const sending = channels.filter((channel) => channel !== 'webhook')

/** Channels and topics whose messages no limit holds. */
export function Exemptions({ limits: { exemptChannels, exemptTopics }, onChange, locked }: Omit<LimitsProps, 'errors'>) {
  const t = useTranslations('settings.limits')
  const names = useTranslations('common.channel')
  const { data } = useTopics()
  const topics = (data?.data ?? []).filter(({ key, archivedAt }) => archivedAt === null || exemptTopics.includes(key))
  const unlisted = exemptTopics.filter((key) => topics.every((topic) => topic.key !== key)).map((key) => ({ key, name: key }))
  return (
    <div>
      <p className="text-small font-medium text-text-2">{t('exempt')}</p>
      <div className="mt-2 grid grid-cols-2 gap-x-6 gap-y-2">
        <Boxes
          label={t('exemptChannels')}
          items={sending.map((key) => ({ key, name: names(key) }))}
          chosen={exemptChannels}
          locked={locked}
          onChange={(keys) => onChange({ exemptChannels: keys })}
        />
        <Boxes
          label={t('exemptTopics')}
          items={[...topics, ...unlisted]}
          chosen={exemptTopics}
          locked={locked}
          onChange={(keys) => onChange({ exemptTopics: keys })}
        />
      </div>
      <p className="mt-1.5 text-small text-text-3">{t('exemptHint')}</p>
    </div>
  )
}

type BoxesProps<Key extends string> = {
  label: string
  items: readonly { key: Key; name: string }[]
  chosen: readonly Key[]
  onChange: (keys: Key[]) => void
  locked: boolean
}

function Boxes<Key extends string>({ label, items, chosen, onChange, locked }: BoxesProps<Key>) {
  const t = useTranslations('settings.limits')
  return (
    <fieldset className="grid min-w-0 content-start gap-1.5">
      <legend className="mb-1 text-small text-text-3">{label}</legend>
      {items.length === 0 && <p className="text-small text-text-3">{t('noTopics')}</p>}
      {items.map(({ key, name }) => (
        <Checkbox
          key={key}
          label={name}
          showLabel
          disabled={locked}
          className="min-w-0 [&>label]:truncate"
          checked={chosen.includes(key)}
          onChange={(on) => onChange(on ? [...chosen, key] : chosen.filter((one) => one !== key))}
        />
      ))}
    </fieldset>
  )
}
