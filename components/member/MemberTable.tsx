'use client'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { MemberListItem } from '#domain/member/resource.ts'
import { MemberLink } from './MemberLink.tsx'

/** Members in rows; the whole row leads to the member. */
export function MemberTable({ rows }: { rows: readonly MemberListItem[] }) {
  const t = useTranslations('members')
  const format = useFormat()
  const { path } = useWorkspace()
  return (
    <Table aria-label={t('title')} className="table-fixed">
      <thead className="sticky top-0 z-10 bg-surface">
        <tr>
          <Th className="w-[34%] pl-6">{t('column.member')}</Th>
          <Th>{t('column.userId')}</Th>
          <Th>{t('column.email')}</Th>
          <Th end className="w-32">
            {t('column.inProgress')}
          </Th>
          <Th end className="w-32 pr-6">
            {t('column.since')}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} className="relative">
            <Td className="pl-6">
              <MemberLink member={row} href={path(`/members/${row.id}`)} />
            </Td>
            <Td className="cut font-mono text-small" title={row.userId ?? undefined}>
              {row.userId ?? <span className="font-sans text-text-3">–</span>}
            </Td>
            <Td className="cut" title={row.email ?? undefined}>
              {row.email ?? <span className="text-text-3">–</span>}
            </Td>
            <Td end>{row.inProgress === 0 ? <span className="text-text-3">0</span> : format.number(row.inProgress)}</Td>
            <Td end className="pr-6 text-text-2" title={format.full(row.createdAt)}>
              {format.date(row.createdAt)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
