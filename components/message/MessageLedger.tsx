'use client'
import { Search, Send } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { LoadFailure } from '#components/LoadFailure.tsx'
import { SearchField } from '#components/list/SearchField.tsx'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { Select } from '#components/ui/Input.tsx'
import { PageHead } from '#components/ui/PageHead.tsx'
import { Table, Th } from '#components/ui/Table.tsx'
import { Tabs } from '#components/ui/Tabs.tsx'
import { useKeys } from '#components/ui/useKeys.ts'
import { type MessageResource, messageStatuses } from '#domain/message/resource.ts'
import { MessageDialog } from './MessageDialog.tsx'
import { MessageRow } from './MessageRow.tsx'
import { type LedgerPage, useJourneyNames, useLedger } from './useLedger.ts'
import { type LedgerView, ledgerAddress } from './view.ts'

/** Every message journeys decided to send, with what became of it and why. */
export function MessageLedger({ view: firstView, first }: { view: LedgerView; first: LedgerPage }) {
  const t = useTranslations('sending')
  const common = useTranslations('common')
  const [view, setView] = useState(firstView)
  const settled = useDeferredValue(view)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useLedger(settled, firstView, first)
  const journeys = useJourneyNames()
  const rows = data?.pages.flatMap((page) => page.data) ?? []
  const [at, setAt] = useState(0)
  const [opened, setOpened] = useState<MessageResource | null>(null)
  const change = (part: Partial<LedgerView>) => {
    const next = { ...view, ...part }
    setView(next)
    setAt(0)
    window.history.replaceState(null, '', ledgerAddress(next) || window.location.pathname)
  }
  const isFiltered = ledgerAddress(view) !== ''
  useKeys({
    j: () => setAt((now) => Math.min(rows.length - 1, now + 1)),
    k: () => setAt((now) => Math.max(0, now - 1)),
    Enter: () => setOpened(rows[at] ?? null),
  })
  return (
    <>
      <PageHead title={t('ledger.title')} />
      <Tabs
        label={t('ledger.byStatus')}
        value={view.status}
        onChange={(status) => change({ status })}
        items={(['all', ...messageStatuses] as const).map((value) => ({
          value,
          label: value === 'all' ? common('all') : t(`status.${value}`),
        }))}
      />
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-6 py-3">
        <SearchField label={t('ledger.search')} value={view.q} onChange={(q) => change({ q })} />
        <Select
          aria-label={t('ledger.journey')}
          value={view.journey}
          onChange={(event) => change({ journey: event.target.value })}
          className="w-56"
        >
          <option value="">{t('ledger.anyJourney')}</option>
          {journeys.data?.data.map((journey) => (
            <option key={journey.id} value={journey.id}>
              {journey.name}
            </option>
          ))}
        </Select>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {error && rows.length === 0 && <LoadFailure className="m-6" title={t('ledger.failed')} error={error} onRetry={refetch} />}
        {rows.length > 0 && (
          <Table aria-label={t('ledger.title')}>
            <thead className="sticky top-0 z-10 bg-surface">
              <tr>
                <Th className="pl-6">{t('ledger.column.to')}</Th>
                <Th>{t('ledger.column.subject')}</Th>
                <Th className="max-wide:hidden">{t('ledger.column.journey')}</Th>
                <Th>{t('ledger.column.status')}</Th>
                <Th>{t('ledger.column.reaction')}</Th>
                <Th>{t('ledger.column.created')}</Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <MessageRow key={row.id} message={row} current={index === at} onOpen={setOpened} />
              ))}
            </tbody>
          </Table>
        )}
        {!error && rows.length === 0 && (
          <EmptyState
            icon={isFiltered ? <Search /> : <Send />}
            title={isFiltered ? t('ledger.nothing') : t('ledger.empty.title')}
            actions={
              isFiltered && (
                <Button look="ghost" onClick={() => change({ status: 'all', journey: '', q: '' })}>
                  {t('ledger.clear')}
                </Button>
              )
            }
          >
            {!isFiltered && t('ledger.empty.body')}
          </EmptyState>
        )}
      </div>
      <footer className="flex h-9.5 shrink-0 items-center gap-3 border-t border-line px-6 text-small text-text-2">
        <span className="num" aria-live="polite">
          {t('ledger.total', { count: rows.length })}
        </span>
        {hasNextPage && (
          <Button small disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t('ledger.more')}
          </Button>
        )}
      </footer>
      <MessageDialog message={opened} onClose={() => setOpened(null)} />
    </>
  )
}
