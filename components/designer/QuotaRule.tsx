'use client'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { NumberInput } from '#components/forms/NumberInput.tsx'
import { Button, IconButton } from '#components/ui/Button.tsx'
import { Switch } from '#components/ui/Checkbox.tsx'
import { Select } from '#components/ui/Input.tsx'
import type { MessageQuota } from '#domain/message/allowance.ts'
import { channels } from '#domain/message/channel.ts'

const countable = channels.filter((channel) => channel !== 'webhook')
type Countable = Exclude<(typeof channels)[number], 'webhook'>
type Row = { channel: Countable | null; limit: number }

/** A number is of all channels together; otherwise a row for each channel that has a limit. */
const rowsOf = (quota: MessageQuota): Row[] =>
  typeof quota === 'number'
    ? [{ channel: null, limit: quota }]
    : countable.flatMap((channel) => (quota[channel] === undefined ? [] : [{ channel, limit: quota[channel] }]))
const quotaOf = (rows: readonly Row[]): MessageQuota | null => {
  const [first] = rows
  if (!first) return null
  return first.channel === null ? first.limit : Object.fromEntries(rows.map((row) => [row.channel, row.limit]))
}

type Props = { quota: MessageQuota | null; onChange: (quota: MessageQuota | null) => void }

/** How many messages the journey sends in all: of any channel, or of each. */
export function QuotaRule({ quota, onChange }: Props) {
  const t = useTranslations('designer.rules')
  const names = useTranslations('common.channel')
  const rows = quota === null ? [] : rowsOf(quota)
  const free = countable.filter((channel) => !rows.some((row) => row.channel === channel))
  const setRow = (at: number, row: Row) => onChange(quotaOf(row.channel === null ? [row] : rows.with(at, row)))
  return (
    <div>
      <Switch label={t('quota')} checked={quota !== null} onChange={(on) => onChange(on ? 10_000 : null)} />
      {rows.map((row, at) => (
        <div key={row.channel} className="mt-2 flex items-center gap-2 pl-9">
          <NumberInput
            label={t('quota')}
            min={0}
            max={1_000_000_000}
            value={row.limit}
            onChange={(limit) => setRow(at, { ...row, limit })}
          />
          <Select
            aria-label={t('quotaOf')}
            value={row.channel ?? ''}
            onChange={(event) => setRow(at, { ...row, channel: countable.find((channel) => channel === event.target.value) ?? null })}
          >
            {rows.length === 1 && <option value="">{t('anyChannel')}</option>}
            {countable
              .filter((channel) => channel === row.channel || free.includes(channel))
              .map((channel) => (
                <option key={channel} value={channel}>
                  {names(channel)}
                </option>
              ))}
          </Select>
          {rows.length > 1 && (
            <IconButton small label={t('quotaRemove')} onClick={() => onChange(quotaOf(rows.toSpliced(at, 1)))}>
              <X className="size-3.5" />
            </IconButton>
          )}
        </div>
      ))}
      {quota !== null && typeof quota !== 'number' && free[0] && (
        <Button
          small
          look="ghost"
          icon={<Plus />}
          className="mt-1.5 ml-9"
          onClick={() => onChange(quotaOf([...rows, ...free.slice(0, 1).map((channel) => ({ channel, limit: 10_000 }))]))}
        >
          {t('quotaAdd')}
        </Button>
      )}
      {quota !== null && <p className="mt-1 pl-9 text-small text-text-3">{t('quotaHint')}</p>}
    </div>
  )
}
