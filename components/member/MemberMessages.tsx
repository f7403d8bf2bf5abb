'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { usePages } from '#components/list/usePages.ts'
import { useReason } from '#components/message/MessageState.tsx'
import { useHeld } from '#components/message/useHeld.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Pagination } from '#components/ui/Pagination.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { Tag, type Tone } from '#components/ui/Tag.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { MemberResource } from '#domain/member/resource.ts'
import { messageSchema } from '#domain/message/resource.ts'
import { byId, memberPath } from './useMember.ts'

const tones: Record<string, Tone> = { pending: 'idle', accepted: 'good', unknown: 'warn', failed: 'bad', suppressed: 'warn' }
const REFRESH_MS = 10_000

/** What was to be sent to the member, and what became of it. */
export function MemberMessages({ member }: { member: MemberResource }) {
  const t = useTranslations('members.messages')
  const states = useTranslations('members.trace.message')
  const format = useFormat()
  const reasonOf = useReason()
  const heldOf = useHeld()
  const { path } = useWorkspace()
  const { rows, earlier, later } = usePages(memberPath(member.id, '/messages'), messageSchema, {
    query: byId,
    limit: 50,
    refetchMs: REFRESH_MS,
  })
  if (!rows) return <SkeletonRows columns={['w-56', 'w-32', 'w-20', 'w-24']} rowClassName="h-row" />
  if (rows.length === 0) return <p className="py-16 text-center text-text-2">{t('none')}</p>
  const time = (at: string | null) =>
    at ? <span title={format.full(at)}>{format.dateTime(at)}</span> : <span className="text-text-3">–</span>
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Table>
          <thead className="sticky top-0 z-10 bg-surface">
            <tr>
              <Th className="pl-6">{t('message')}</Th>
              <Th>{t('journey')}</Th>
              <Th>{t('state')}</Th>
              <Th end>{t('created')}</Th>
              <Th end>{t('opened')}</Th>
              <Th end className="pr-6">
                {t('clicked')}
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.id}>
                <Td className="max-w-60 pl-6">
                  <Link
                    href={path(`/messages?id=${row.id}`)}
                    className="cut block font-medium hover:underline"
                    title={row.subject ?? undefined}
                  >
                    {row.subject ?? row.nodeKey}
                  </Link>
                </Td>
                <Td className="cut max-w-40 text-text-2">{row.journey?.name ?? '–'}</Td>
                <Td title={(row.held ? heldOf(row.reason, row.held) : reasonOf(row.reason)) ?? undefined}>
                  <Tag tone={tones[row.status] ?? 'idle'}>
                    {states(row.held ? 'heldTag' : row.status === 'accepted' ? 'acceptedTag' : row.status)}
                  </Tag>
                </Td>
                <Td end>{time(row.createdAt)}</Td>
                <Td end>{time(row.openedAt)}</Td>
                <Td end className="pr-6">
                  {time(row.clickedAt)}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      {(earlier || later) && (
        <div className="border-t border-line px-6 py-2">
          <Pagination onPrevious={earlier} onNext={later} />
        </div>
      )}
    </div>
  )
}
