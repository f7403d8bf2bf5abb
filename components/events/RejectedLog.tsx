'use client'
import { Check, ChevronRight, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { LoadFailure } from '#components/LoadFailure.tsx'
import { type Page, usePages } from '#components/list/usePages.ts'
import { Button } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { Select } from '#components/ui/Input.tsx'
import { Pagination } from '#components/ui/Pagination.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { Tag } from '#components/ui/Tag.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import { type RejectedEvent, rejectedEventSchema } from '#domain/event/resource.ts'
import { rejectionCodes } from '#domain/event/storable.ts'
import { Json } from './Json.tsx'
import type { EventsView } from './view.ts'

const LIMIT = 50
const EVERY_MS = 5_000

type Props = { view: EventsView; onView: (change: Partial<EventsView>) => void; first: Page<RejectedEvent> | undefined }

/** Items that were refused: why, where in the item, and the item as it came. */
export function RejectedLog({ view, onView, first }: Props) {
  const t = useTranslations('events')
  const [open, setOpen] = useState<string | null>(null)
  const pages = usePages('/events/rejected', rejectedEventSchema, {
    query: view.code ? { code: view.code } : {},
    limit: LIMIT,
    first,
    refetchMs: open ? false : EVERY_MS,
  })
  const { rows, error } = pages
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 px-6 py-3">
        <Select
          aria-label={t('filter.reason')}
          value={view.code}
          onChange={(event) => onView({ code: event.target.value })}
          className="w-60"
        >
          <option value="">{t('filter.anyReason')}</option>
          {rejectionCodes.map((code) => (
            <option key={code} value={code}>
              {t(`rejected.code.${code}`)}
            </option>
          ))}
        </Select>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {!rows && !error && <SkeletonRows rowClassName="h-row" columns={['w-32', 'w-96', 'w-24', 'w-20']} />}
        {!rows && error && <LoadFailure className="m-6" title={t('failed')} error={error} onRetry={pages.refetch} />}
        {rows && rows.length > 0 && (
          <Table className="table-fixed" aria-busy={pages.isChanging}>
            <thead>
              <tr>
                <Th className="w-52 pl-6">{t('column.reason')}</Th>
                <Th>{t('column.place')}</Th>
                <Th className="w-44">{t('column.key')}</Th>
                <Th end className="w-44 pr-6">
                  {t('column.received')}
                </Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <RejectedRow key={row.id} row={row} open={open === row.id} onOpen={() => setOpen(open === row.id ? null : row.id)} />
              ))}
            </tbody>
          </Table>
        )}
        {rows?.length === 0 && !view.code && (
          <EmptyState icon={<Check />} title={t('rejected.empty.title')}>
            {t('rejected.empty.body')}
          </EmptyState>
        )}
        {rows?.length === 0 && view.code && (
          <EmptyState
            icon={<Search />}
            title={t('rejected.nothing')}
            actions={<Button onClick={() => onView({ code: '' })}>{t('filter.clear')}</Button>}
          />
        )}
      </div>
      <footer className="shrink-0 border-t border-line px-6 py-2">
        <Pagination onPrevious={pages.earlier} onNext={pages.later} isByTime>
          {rows && t('rejected.shown', { count: rows.length })}
        </Pagination>
      </footer>
    </>
  )
}

function RejectedRow({ row, open, onOpen }: { row: RejectedEvent; open: boolean; onOpen: () => void }) {
  const t = useTranslations('events')
  const format = useFormat()
  const when = useWhen()
  const id = useId()
  const known = rejectionCodes.find((code) => code === row.code)
  const sentence = t('rejected.sentence', { place: row.pointer ?? 'whole', detail: row.detail })
  return (
    <>
      <Tr current={open}>
        <Td className="pl-4">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={id}
            onClick={onOpen}
            className="flex w-full items-center gap-1.5 text-left"
          >
            <ChevronRight aria-hidden className={cx('size-3.5 shrink-0 text-text-3 calm', open && 'rotate-90')} />
            <Tag tone="bad">{known ? t(`rejected.code.${known}`) : row.code}</Tag>
          </button>
        </Td>
        <Td className="cut" title={sentence}>
          {row.pointer && <code className="mr-1.5 font-mono text-small">{row.pointer}</code>}
          <span className="text-text-2">{row.pointer ? row.detail : sentence}</span>
        </Td>
        <Td className="cut text-text-2">{row.key ? row.key.name || t('rejected.deletedKey') : '–'}</Td>
        <Td end suppressHydrationWarning className="pr-6 text-text-2" title={format.full(row.at)}>
          {when(row.at)}
        </Td>
      </Tr>
      {open && (
        <tr id={id}>
          <td colSpan={4} className="grid-cols-1 border-b border-line bg-surface-sunk px-6 py-4">
            <p className="mb-2 text-small">{sentence}</p>
            <Json value={pretty(row.item)} label={t('rejected.raw', { at: format.full(row.at) })} />
          </td>
        </tr>
      )}
    </>
  )
}

/** Indented when it is whole JSON; what was cut is shown as it is. */
function pretty(item: string): string {
  try {
    return JSON.stringify(JSON.parse(item), null, 2)
  } catch {
    return item
  }
}
