'use client'
import { Plus, Search, UsersRound } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState, Failure } from '#components/ui/EmptyState.tsx'
import { Input } from '#components/ui/Input.tsx'
import { Kbd } from '#components/ui/Kbd.tsx'
import { PageHead } from '#components/ui/PageHead.tsx'
import { useKeys } from '#components/ui/useKeys.ts'
import { useSearchText } from '#components/useSearchText.ts'
import { CreateSegmentDialog } from './CreateSegmentDialog.tsx'
import { SegmentTable } from './SegmentTable.tsx'
import { type SegmentPage, useSegments } from './useSegments.ts'

/** The segments of the workspace: search, keyboard, new. */
export function SegmentList({ query, first }: { query: string; first: SegmentPage }) {
  const t = useTranslations('segments')
  const common = useTranslations('common')
  const router = useRouter()
  const { path, may } = useWorkspace()
  const search = useSearchText('q', query)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSegments(search.settled, { query, page: first })
  const rows = data?.pages.flatMap((page) => page.data) ?? []
  const [at, setAt] = useState(0)
  const [isCreating, setCreating] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const open = (key: string) => router.push(path(`/segments/${key}`))
  useKeys({
    j: () => setAt((now) => Math.min(rows.length - 1, now + 1)),
    k: () => setAt((now) => Math.max(0, now - 1)),
    Enter: () => rows[at] && open(rows[at].key),
    '/': (event) => {
      event.preventDefault()
      field.current?.focus()
    },
  })
  const isBare = rows.length === 0 && !search.text
  const create = may('editor') && (
    <Button look={isBare ? 'plain' : 'primary'} icon={<Plus />} onClick={() => setCreating(true)}>
      {t('new')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('title')}>{!isBare && create}</PageHead>
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-6 pb-3">
        <Input
          ref={field}
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          icon={<Search aria-hidden />}
          suffix={<Kbd>/</Kbd>}
          value={search.text}
          onChange={(event) => {
            setAt(0)
            search.change(event.target.value)
          }}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          className="w-66 border-line-strong"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {error && rows.length === 0 && (
          <Failure
            className="m-6"
            title={t('failed')}
            requestId={error instanceof ApiError ? error.requestId : null}
            retry={
              <Button small onClick={() => refetch()}>
                {common('retry')}
              </Button>
            }
          >
            {error.message}
          </Failure>
        )}
        {rows.length > 0 && <SegmentTable rows={rows} current={at} />}
        {!error && isBare && (
          <EmptyState icon={<UsersRound />} title={t('empty.title')} actions={create}>
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
              {common('next')}
            </Button>
          </div>
        )}
      </div>
      <CreateSegmentDialog open={isCreating} onClose={() => setCreating(false)} onCreated={open} />
    </>
  )
}
