'use client'
import { ListFilter, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/Button.tsx'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { Popover } from '#components/ui/Menu.tsx'
import { channels } from './Channels.tsx'
import type { ListView } from './view.ts'

type Props = { view: ListView; onChange: (change: Partial<ListView>) => void }

/** Filters by channel and by trouble; what is on stands beside it and goes with one click. */
export function FilterMenu({ view, onChange }: Props) {
  const t = useTranslations('journeys')
  const common = useTranslations('common')
  const on = [
    ...(view.trouble ? [{ key: 'trouble', label: t('filter.trouble'), off: { trouble: false } }] : []),
    ...view.channels.map((name) => {
      const known = channels.find((one) => one === name)
      return { key: name, label: known ? common(`channel.${known}`) : name, off: { channels: view.channels.filter((one) => one !== name) } }
    }),
  ]
  return (
    <>
      <Popover label={t('filter.label')} trigger={<Button icon={<ListFilter />}>{t('filter.label')}</Button>} className="w-56 p-3">
        <h2 className="mb-2 text-small font-medium text-text-3">{t('column.channels')}</h2>
        <div className="grid gap-2">
          {channels.map((channel) => (
            <Checkbox
              key={channel}
              showLabel
              label={common(`channel.${channel}`)}
              checked={view.channels.includes(channel)}
              onChange={(checked) =>
                onChange({ channels: checked ? [...view.channels, channel] : view.channels.filter((one) => one !== channel) })
              }
            />
          ))}
        </div>
        <hr className="my-3 border-line" />
        <Checkbox showLabel label={t('filter.trouble')} checked={view.trouble} onChange={(trouble) => onChange({ trouble })} />
      </Popover>
      {on.map((one) => (
        <button
          key={one.key}
          type="button"
          onClick={() => onChange(one.off)}
          aria-label={t('filter.remove', { name: one.label })}
          className="flex h-control items-center gap-1.5 rounded-r2 bg-accent-soft pr-1.5 pl-2.5 text-small font-medium text-accent-text"
        >
          {one.label}
          <X className="size-3" />
        </button>
      ))}
    </>
  )
}
