'use client'
import { Search, Users } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { LoadFailure } from '#components/LoadFailure.tsx'
import { SearchField } from '#components/list/SearchField.tsx'
import { type Page, usePages } from '#components/list/usePages.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button, buttonClass } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageHead } from '#components/ui/PageHead.tsx'
import { Pagination } from '#components/ui/Pagination.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { useFormat } from '#components/useFormat.ts'
import { type MemberListItem, memberListItemSchema } from '#domain/member/resource.ts'
import { MemberTable } from './MemberTable.tsx'

const LIMIT = 100
const TYPING_MS = 200

/** The members of the workspace: search in the address, newest first, page by page. `first` is the page of `q`. */
export function MemberList({ q: asked, first }: { q: string; first: Page<MemberListItem> }) {
  const t = useTranslations('members')
  const { path } = useWorkspace()
  const [typed, setTyped, q] = useSearch(asked)
  const { rows, before, error, refetch, isChanging, earlier, later } = usePages('/users', memberListItemSchema, {
    query: { q },
    limit: LIMIT,
    first: q === asked ? first : undefined,
  })
  return (
    <>
      <PageHead title={t('title')} />
      <div className="flex shrink-0 items-center gap-2 px-6 pb-3">
        <SearchField label={t('search')} value={typed} onChange={setTyped} className="w-80" />
      </div>
      {error && !rows ? (
        <LoadFailure className="mx-6" title={t('failed')} error={error} onRetry={refetch} />
      ) : !rows ? (
        <SkeletonRows columns={['w-56', 'w-40', 'w-48', 'w-16']} />
      ) : rows.length === 0 ? (
        <Nobody q={q} onClear={() => setTyped('')} keysHref={path('/settings/keys')} />
      ) : (
        <div className={cx('min-h-0 flex-1 overflow-y-auto calm', isChanging && 'opacity-60')}>
          <MemberTable rows={rows} />
        </div>
      )}
      {rows && rows.length > 0 && (
        <footer className="shrink-0 border-t border-line px-6 py-2">
          <Pagination onPrevious={earlier} onNext={later}>
            <Shown from={before + 1} count={rows.length} isAll={!earlier && !later} />
          </Pagination>
        </footer>
      )}
    </>
  )
}

function Shown({ from, count, isAll }: { from: number; count: number; isAll: boolean }) {
  const t = useTranslations('members')
  const format = useFormat()
  if (isAll) return <span className="num">{t('shown', { count })}</span>
  return (
    <span className="num">
      {format.number(from)}–{format.number(from + count - 1)}
    </span>
  )
}

function Nobody({ q, onClear, keysHref }: { q: string; onClear: () => void; keysHref: string }) {
  const t = useTranslations('members')
  if (q)
    return (
      <EmptyState
        icon={<Search />}
        title={t('noMatch.title', { query: q })}
        actions={<Button onClick={onClear}>{t('noMatch.clear')}</Button>}
      >
        {t('noMatch.body')}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={<Users />}
      title={t('empty.title')}
      actions={
        <Link href={keysHref} className={buttonClass()}>
          {t('empty.keys')}
        </Link>
      }
    >
      {t('empty.body')}
    </EmptyState>
  )
}

/** What is typed, and a moment later the search it means, which also stands in the address. */
function useSearch(first: string): [string, (text: string) => void, string] {
  const pathname = usePathname()
  const inAddress = useSearchParams().get('q') ?? ''
  const [typed, setTyped] = useState(first)
  const [q, setQ] = useState(first)
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), typed.trim() === '' ? 0 : TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  useEffect(() => {
    if (q !== inAddress) window.history.replaceState(null, '', q ? `${pathname}?${new URLSearchParams({ q })}` : pathname)
  }, [q, inAddress, pathname])
  return [typed, setTyped, q]
}
