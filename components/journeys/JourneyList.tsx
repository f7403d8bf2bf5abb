'use client'
import { Download, Plus, Route, Search } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { LoadFailure } from '#components/LoadFailure.tsx'
import { SearchField } from '#components/list/SearchField.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { Kbd } from '#components/ui/Kbd.tsx'
import { PageHead } from '#components/ui/PageHead.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { Tabs } from '#components/ui/Tabs.tsx'
import { useKeys } from '#components/ui/useKeys.ts'
import { useFormat } from '#components/useFormat.ts'
import { BulkBar } from './BulkBar.tsx'
import { FilterMenu } from './FilterMenu.tsx'
import type { RowVerb } from './JourneyRow.tsx'
import { JourneyTable, type TableControl } from './JourneyTable.tsx'
import { KeysDialog } from './KeysDialog.tsx'
import { LifecycleDialog } from './LifecycleDialogs.tsx'
import { type JourneyPage, useJourneys } from './useJourneys.ts'
import { type Lifecycle, useLifecycle } from './useLifecycle.ts'
import { useTransfer } from './useTransfer.ts'
import { type ListRow, type ListView, nearest, readView, rowsOf, statuses, writeView } from './view.ts'

/** The list of journeys: tabs, search, filter and sort in the address, rows, bulk actions, keys, totals. */
export function JourneyList({ first }: { first?: JourneyPage }) {
  const t = useTranslations('journeys')
  const common = useTranslations('common')
  const format = useFormat()
  const router = useRouter()
  const { path, may } = useWorkspace()
  const { rows, complete, error, refetch } = useJourneys(first)
  const [view, change] = useListView()
  const deferred = useDeferredValue(view)
  const shown = useMemo(() => rowsOf(rows ?? [], deferred), [rows, deferred])
  const onTabs = useMemo(() => rowsOf(rows ?? [], deferred, true), [rows, deferred])
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState(-1)
  const [pending, setPending] = useState<{ act: Lifecycle; rows: readonly ListRow[] } | null>(null)
  const [help, setHelp] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const control = useRef<TableControl>(null)
  const run = useLifecycle()
  const transfer = useTransfer()
  const mayEdit = may('editor')

  const chosen = useMemo(() => (rows ?? []).filter((row) => selected.has(row.id)), [rows, selected])
  const select = useCallback((id: string, on: boolean) => {
    setSelected((before) => {
      const next = new Set(before)
      if (on) next.add(id)
      else next.delete(id)
      return next
    })
  }, [])
  const move = (step: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, at + step))
    setAt(next)
    control.current?.show(next)
  }
  const latestTransfer = useRef(transfer)
  latestTransfer.current = transfer
  const onVerb = useCallback((verb: RowVerb, row: ListRow) => {
    if (verb === 'duplicate') void latestTransfer.current.duplicate(row.id)
    else if (verb === 'export') void latestTransfer.current.exportFile(row.id)
    else setPending({ act: verb, rows: [row] })
  }, [])
  const focused = shown[at]
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => focused && select(focused.id, !selected.has(focused.id)),
    Enter: () => focused && router.push(path(`/journeys/${focused.id}`)),
    Escape: () => setSelected(new Set()),
    '?': () => setHelp(true),
  })
  const startNew = () => void transfer.create({ name: t('untitled') })

  const inProgress = shown.reduce((sum, row) => sum + row.inProgress, 0)
  return (
    <>
      <PageHead title={t('title')}>
        {mayEdit && (
          <>
            <input
              ref={file}
              type="file"
              accept="application/json,.json"
              aria-label={t('import.file')}
              tabIndex={-1}
              className="sr-only"
              onChange={(event) => {
                const picked = event.target.files?.[0]
                event.target.value = ''
                if (picked) void transfer.importFile(picked)
              }}
            />
            <Button icon={<Download />} onClick={() => file.current?.click()}>
              {t('import.verb')}
            </Button>
            <Button look="primary" icon={<Plus />} onClick={startNew}>
              {t('new')}
            </Button>
          </>
        )}
      </PageHead>
      <Tabs
        label={t('byStatus')}
        value={view.status}
        onChange={(status) => change({ status })}
        items={[
          { value: 'all' as const, label: common('all'), count: rows && format.number(onTabs.length) },
          ...statuses.map((status) => ({
            value: status,
            label: common(`status.${status}`),
            count: rows && format.number(onTabs.filter((row) => row.status === status).length),
          })),
        ]}
      />
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-6 py-3">
        <SearchField label={t('search')} value={view.query} onChange={(query) => change({ query })} />
        <FilterMenu view={view} onChange={change} />
        <span className="flex-1" />
        <span className="text-small text-text-2 max-wide:hidden">{t('sortedBy', { by: t(`sort.${view.sort}`) })}</span>
      </div>
      {rows === undefined && !error && <SkeletonRows columns={['w-4', 'w-56', 'w-16', 'w-14', 'w-12', 'w-24', 'w-20']} />}
      {rows === undefined && error && <LoadFailure className="m-6" title={t('failed')} error={error} onRetry={refetch} />}
      {rows && shown.length > 0 && (
        <JourneyTable
          ref={control}
          rows={shown}
          at={at}
          view={view}
          onView={change}
          selected={selected}
          onSelect={select}
          onSelectAll={(all) => setSelected(all ? new Set(shown.map((row) => row.id)) : new Set())}
          onVerb={onVerb}
        />
      )}
      {rows?.length === 0 && (
        <EmptyState
          icon={<Route />}
          title={t('empty.title')}
          actions={
            mayEdit && (
              <>
                <Button icon={<Plus />} onClick={startNew}>
                  {t('empty.action')}
                </Button>
                <Button icon={<Download />} onClick={() => file.current?.click()}>
                  {t('import.verb')}
                </Button>
              </>
            )
          }
        >
          {t('empty.body')}
        </EmptyState>
      )}
      {rows && rows.length > 0 && shown.length === 0 && <NothingFound rows={rows} view={view} onChange={change} />}
      {shown.length === 0 && <span className="flex-1" />}
      <footer className="flex h-9.5 shrink-0 items-center gap-2 border-t border-line px-6 text-small text-text-2">
        {rows && (
          <span className="num" aria-live="polite">
            {t('totals', { count: shown.length, members: inProgress })}
            {!complete && ` ${t('counting')}`}
          </span>
        )}
        <span className="flex-1" />
        <button type="button" onClick={() => setHelp(true)} className="flex items-center gap-1.5 max-wide:hidden">
          <Kbd>J</Kbd>
          <Kbd>K</Kbd> {t('keys.move')} <Kbd>X</Kbd> {t('keys.select')} <Kbd>?</Kbd> {t('keys.all')}
        </button>
      </footer>
      {chosen.length > 0 && (
        <BulkBar rows={chosen} onAct={(act, of) => setPending({ act, rows: of })} onClear={() => setSelected(new Set())} />
      )}
      <LifecycleDialog
        act={pending?.act ?? null}
        journeys={pending?.rows ?? []}
        onClose={() => setPending(null)}
        onConfirm={async (act, body) => {
          await run(act, pending?.rows ?? [], body)
          setSelected(new Set())
        }}
      />
      <KeysDialog
        open={help}
        onClose={() => setHelp(false)}
        keys={[
          { keys: ['J', 'K'], does: t('keys.moveLong') },
          { keys: ['Enter'], does: t('keys.open') },
          { keys: ['X'], does: t('keys.selectLong') },
          { keys: ['Esc'], does: t('keys.clear') },
          { keys: ['/'], does: t('keys.search') },
          { keys: ['⌘K'], does: t('keys.everywhere') },
        ]}
      />
    </>
  )
}

/** The view, and its address: shareable, there again after a reload, changed without asking the server. */
function useListView(): [ListView, (change: Partial<ListView>) => void] {
  const params = useSearchParams()
  const [view, setView] = useState(() => readView(new URLSearchParams(params.toString())))
  useEffect(() => {
    const address = writeView(view)
    if (address !== writeView(readView(new URLSearchParams(window.location.search))))
      window.history.replaceState(null, '', address ? `?${address}` : window.location.pathname)
  }, [view])
  useEffect(() => {
    const onBack = () => setView(readView(new URLSearchParams(window.location.search)))
    window.addEventListener('popstate', onBack)
    return () => window.removeEventListener('popstate', onBack)
  }, [])
  const change = useCallback((next: Partial<ListView>) => setView((before) => ({ ...before, ...next })), [])
  return [view, change]
}

function NothingFound({
  rows,
  view,
  onChange,
}: {
  rows: readonly ListRow[]
  view: ListView
  onChange: (change: Partial<ListView>) => void
}) {
  const t = useTranslations('journeys')
  const common = useTranslations('common')
  const router = useRouter()
  const { path } = useWorkspace()
  const like = view.query ? nearest(rows, view.query) : null
  return (
    <EmptyState
      icon={<Search />}
      title={t('nothing.title', {
        query: view.query,
        hasQuery: view.query ? 'yes' : 'no',
        where: view.status === 'all' ? 'all' : common(`status.${view.status}`),
      })}
      actions={
        <>
          {like && <Button onClick={() => router.push(path(`/journeys/${like.id}`))}>{t('nothing.show', { name: like.name })}</Button>}
          <Button look="ghost" onClick={() => onChange({ query: '', channels: [], trouble: false, status: 'all' })}>
            {t('nothing.clear')}
          </Button>
        </>
      }
    >
      {like && t('nothing.near', { name: like.name })}
    </EmptyState>
  )
}
