'use client'
import { Users } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { LoadFailure } from '#components/LoadFailure.tsx'
import { type Page, usePages } from '#components/list/usePages.ts'
import { Button } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { Select } from '#components/ui/Input.tsx'
import { Pagination } from '#components/ui/Pagination.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { WhoFinder } from '#components/why/WhoFinder.tsx'
import { type JourneyProgress, journeyProgressSchema } from '#domain/member/resource.ts'
import type { JourneyHead as Head } from '#domain/report/page.ts'
import { ErrorsPanel } from './ErrorsPanel.tsx'
import { JourneyHead } from './JourneyHead.tsx'
import { useNodeName } from './NodeName.tsx'
import { PassagesTable } from './PassagesTable.tsx'
import { PASSAGES_LIMIT, type PassageFilter, passageQuery, passageStates, readPassageFilter } from './passageFilter.ts'

const REFRESH_MS = 10_000
type Props = { head: Head; filter: PassageFilter; first: Page<JourneyProgress> }

/** The passages of a journey, the newest first; state and node stand in the address. `first` is the page of `filter`. */
export function PassagesScreen({ head, filter: asked, first }: Props) {
  const t = useTranslations('report.passages')
  const pathname = usePathname()
  const nameOf = useNodeName()
  const filter = readPassageFilter(Object.fromEntries(useSearchParams()))
  const isAsked = filter.status === asked.status && filter.node === asked.node
  const { rows, error, refetch, isChanging, earlier, later } = usePages(`/journeys/${head.id}/progress`, journeyProgressSchema, {
    query: passageQuery(filter),
    limit: PASSAGES_LIMIT,
    first: isAsked ? first : undefined,
    refetchMs: REFRESH_MS,
  })
  const put = (change: Partial<PassageFilter>) => {
    const { status, node } = { ...filter, ...change }
    const query = new URLSearchParams({ ...(status === 'all' ? {} : { status }), ...(node ? { node } : {}) }).toString()
    window.history.replaceState(null, '', query ? `${pathname}?${query}` : pathname)
  }
  return (
    <>
      <JourneyHead head={head} tab="members" />
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-6 py-3">
        <SegmentedControl
          label={t('status.label')}
          value={filter.status}
          onChange={(status) => put({ status })}
          items={passageStates.map((value) => ({ value, label: t(`status.${value}`) }))}
        />
        <Select
          aria-label={t('node')}
          className="max-w-70"
          value={filter.node ?? ''}
          onChange={(event) => put({ node: event.target.value || null })}
        >
          <option value="">{t('anyNode')}</option>
          {head.nodes
            .filter((node) => node.waits || filter.status === 'ERROR')
            .map((node) => (
              <option key={node.key} value={node.key}>
                {nameOf(node)}
              </option>
            ))}
        </Select>
        <span className="flex-1" />
        <WhoFinder journeyId={head.id} />
      </div>
      {filter.status === 'ERROR' && <ErrorsPanel key={filter.node} head={head} node={filter.node} />}
      {filter.status !== 'ERROR' && error && !rows && <LoadFailure className="mx-6" title={t('failed')} error={error} onRetry={refetch} />}
      {filter.status !== 'ERROR' && rows && rows.length === 0 && (
        <EmptyState
          icon={<Users />}
          title={t('none')}
          {...(head.triggered > 0 ? { actions: <Button onClick={() => put({ status: 'all', node: null })}>{t('showAll')}</Button> } : {})}
        >
          {head.triggered > 0 ? t('noneMatch') : t('noneYet')}
        </EmptyState>
      )}
      {filter.status !== 'ERROR' && rows && rows.length > 0 && (
        <>
          <div className={cx('min-h-0 flex-1 overflow-y-auto calm', isChanging && 'opacity-60')}>
            <PassagesTable rows={rows} />
          </div>
          <footer className="shrink-0 border-t border-line px-6 py-2">
            <Pagination onPrevious={earlier} onNext={later}>
              <span className="num">{t('shown', { count: rows.length })}</span>
            </Pagination>
          </footer>
        </>
      )}
    </>
  )
}
