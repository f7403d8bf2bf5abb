'use client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { MailWarning } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { z } from 'zod'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { EmptyState, Failure } from '#components/ui/EmptyState.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { listOf } from '#domain/api/common.ts'
import { type DeadLetterResource, deadLetterSchema, replayedSchema } from '#domain/operations/resource.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { DeadLetterTable, useLetterName } from './DeadLetterTable.tsx'
import { ListHead } from './ListHead.tsx'

const pageSchema = listOf(deadLetterSchema)

/** What could not be applied or done: look at it, put it back, discard it. */
export function DeadLetters({ first }: { first: z.output<typeof pageSchema> }) {
  const t = useTranslations('settings.deadLetters')
  const common = useTranslations('common')
  const { api, slug, may } = useWorkspace()
  const toast = useToast()
  const queries = useQueryClient()
  const nameOf = useLetterName()
  const [shown, setShown] = useState<DeadLetterResource | null>(null)
  const [discarded, setDiscarded] = useState<DeadLetterResource | null>(null)
  const queryKey = [slug, 'dead-letters']
  const letters = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => api('/dead-letters', pageSchema, { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    initialData: { pages: [first], pageParams: [null] },
    refetchInterval: 10_000,
  })
  const rows = letters.data.pages.flatMap((page) => page.data)
  const replay = async (id?: string) => {
    try {
      const counts = await api(id ? `/dead-letters/${id}/replay` : '/dead-letters/replay', replayedSchema, { method: 'POST' })
      toast({ text: t('done', counts) })
    } catch (error) {
      toast({ tone: 'bad', text: error instanceof ApiError ? error.message : common('wrong.body') })
    }
    await queries.invalidateQueries({ queryKey })
  }
  const discard = async ({ id }: DeadLetterResource) => {
    await api.send(`/dead-letters/${id}`, { method: 'DELETE' })
    await queries.invalidateQueries({ queryKey })
  }
  const acts = may('editor') ? { onReplay: (id: string) => void replay(id), onDiscard: setDiscarded } : {}
  return (
    <>
      <ListHead lead={t('lead')}>
        {may('editor') && rows.length > 0 && <Button onClick={() => void replay()}>{t('replayAll')}</Button>}
      </ListHead>
      {letters.error && <Failure title={letters.error.message} className="mb-4" />}
      {rows.length === 0 ? (
        <EmptyState icon={<MailWarning />} title={t('empty.title')}>
          {t('empty.body')}
        </EmptyState>
      ) : (
        <DeadLetterTable rows={rows} onShow={setShown} {...acts} />
      )}
      {letters.hasNextPage && (
        <Button className="mt-4" disabled={letters.isFetchingNextPage} onClick={() => void letters.fetchNextPage()}>
          {common('more')}
        </Button>
      )}
      {shown && (
        <Dialog open onClose={() => setShown(null)} width="large" title={nameOf(shown)} lead={shown.reason}>
          <pre className="overflow-x-auto rounded-r2 bg-surface-sunk p-3 font-mono text-small">
            {JSON.stringify(shown.payload, null, 2)}
          </pre>
        </Dialog>
      )}
      {discarded && (
        <ConfirmDialog
          title={t('discardTitle', { name: nameOf(discarded) })}
          lead={t(discarded.member ? 'discardLead' : 'discardJobLead')}
          verb={t('discard')}
          onConfirm={() => discard(discarded)}
          onClose={() => setDiscarded(null)}
        />
      )}
    </>
  )
}
