'use client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { MailWarning } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { z } from 'zod'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { EmptyState, Failure } from '#components/ui/EmptyState.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import { listOf } from '#domain/api/common.ts'
import { type DeadLetterResource, deadLetterSchema, replayedSchema } from '#domain/operations/resource.ts'
import { ListHead } from './ListHead.tsx'

const pageSchema = listOf(deadLetterSchema)

/** What could not be applied: look at it, put it back. */
export function DeadLetters({ first }: { first: z.output<typeof pageSchema> }) {
  const t = useTranslations('settings.deadLetters')
  const common = useTranslations('common')
  const { api, slug, may } = useWorkspace()
  const toast = useToast()
  const queries = useQueryClient()
  const [shown, setShown] = useState<DeadLetterResource | null>(null)
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
      const { members } = await api(id ? `/dead-letters/${id}/replay` : '/dead-letters/replay', replayedSchema, { method: 'POST' })
      toast({ text: t('done', { count: members }) })
    } catch (error) {
      toast({ tone: 'bad', text: error instanceof ApiError ? error.message : common('wrong.body') })
    }
    await queries.invalidateQueries({ queryKey })
  }
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
        <Letters rows={rows} onShow={setShown} {...(may('editor') ? { onReplay: (id: string) => void replay(id) } : {})} />
      )}
      {letters.hasNextPage && (
        <Button className="mt-4" disabled={letters.isFetchingNextPage} onClick={() => void letters.fetchNextPage()}>
          {common('more')}
        </Button>
      )}
      {shown && (
        <Dialog open onClose={() => setShown(null)} width="large" title={t('contentTitle')} lead={shown.reason}>
          <pre className="overflow-x-auto rounded-r2 bg-surface-sunk p-3 font-mono text-small">
            {JSON.stringify(shown.payload, null, 2)}
          </pre>
        </Dialog>
      )}
    </>
  )
}

type LettersProps = { rows: DeadLetterResource[]; onShow: (letter: DeadLetterResource) => void; onReplay?: (id: string) => void }

function Letters({ rows, onShow, onReplay }: LettersProps) {
  const t = useTranslations('settings.deadLetters')
  const format = useFormat()
  const when = useWhen()
  const { path } = useWorkspace()
  return (
    <Table className="table-fixed">
      <thead>
        <tr>
          <Th className="w-32">{t('when')}</Th>
          <Th className="w-48">{t('what')}</Th>
          <Th className="w-44">{t('member')}</Th>
          <Th>{t('reason')}</Th>
          <Th className="w-52" />
        </tr>
      </thead>
      <tbody>
        {rows.map((letter) => (
          <Tr key={letter.id}>
            <Td title={format.full(letter.at)}>{when(letter.at)}</Td>
            <Td className="truncate font-medium" title={letter.name ?? letter.kind}>
              {letter.name ?? letter.kind}
            </Td>
            <Td className="truncate">
              {letter.member && (
                <Link href={path(`/members/${letter.member.id}`)} className="text-accent-text">
                  {letter.member.userId ?? letter.member.id}
                </Link>
              )}
            </Td>
            <Td className="truncate text-text-2" title={letter.reason}>
              {letter.reason}
            </Td>
            <Td end>
              <span className="inline-flex gap-2">
                <Button small look="ghost" onClick={() => onShow(letter)}>
                  {t('show')}
                </Button>
                {onReplay && letter.member && (
                  <Button small onClick={() => onReplay(letter.id)}>
                    {t('replay')}
                  </Button>
                )}
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
