'use client'
import { Plus, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { LoadFailure } from '#components/LoadFailure.tsx'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageHead } from '#components/ui/PageHead.tsx'
import { useKeys } from '#components/ui/useKeys.ts'
import type { useSearchText } from '#components/useSearchText.ts'
import { SearchField } from './SearchField.tsx'

type Rows<Row> = {
  data: { pages: { data: Row[] }[] } | undefined
  error: Error | null
  refetch: () => unknown
  hasNextPage: boolean
  fetchNextPage: () => unknown
  isFetchingNextPage: boolean
}
type Props<Row extends { key: string }> = {
  /** Its words, under one name each: `title`, `new`, `search`, `failed`, `empty`, `nothing`, `clear`. */
  words: 'segments' | 'templates'
  icon: ReactNode
  search: ReturnType<typeof useSearchText>
  query: Rows<Row>
  hrefOf: (key: string) => string
  /** Undefined for those who may only look. */
  onNew: (() => void) | undefined
  /** The rows, one of them at the keyboard. */
  children: (rows: readonly Row[], current: number) => ReactNode
}

/** A page that lists things with names and keys: search, j and k, Enter, "/", new; what failed, and what to do with nothing. */
export function KeyedList<Row extends { key: string }>({ words, icon, search, query, hrefOf, onNew, children }: Props<Row>) {
  const t = useTranslations(words)
  const common = useTranslations('common')
  const router = useRouter()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query
  const rows = data?.pages.flatMap((page) => page.data) ?? []
  const [at, setAt] = useState(0)
  useKeys({
    j: () => setAt((now) => Math.min(rows.length - 1, now + 1)),
    k: () => setAt((now) => Math.max(0, now - 1)),
    Enter: () => rows[at] && router.push(hrefOf(rows[at].key)),
  })
  const isBare = rows.length === 0 && !search.text
  const create = onNew && (
    <Button look={isBare ? 'plain' : 'primary'} icon={<Plus />} onClick={onNew}>
      {t('new')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('title')}>{!isBare && create}</PageHead>
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-6 pb-3">
        <SearchField
          label={t('search')}
          value={search.text}
          onChange={(text) => {
            setAt(0)
            search.change(text)
          }}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {error && rows.length === 0 && <LoadFailure className="m-6" title={t('failed')} error={error} onRetry={refetch} />}
        {rows.length > 0 && children(rows, at)}
        {!error && isBare && (
          <EmptyState icon={icon} title={t('empty.title')} actions={create}>
            {t('empty.body')}
          </EmptyState>
        )}
        {!error && rows.length === 0 && search.text && (
          <EmptyState
            icon={<Search />}
            title={t('nothing', { query: search.text })}
            actions={
              <Button look="ghost" onClick={() => search.change('')}>
                {t('clear')}
              </Button>
            }
          />
        )}
        {hasNextPage && (
          <div className="grid justify-center p-4">
            <Button onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
              {common('more')}
            </Button>
          </div>
        )}
      </div>
    </>
  )
}
