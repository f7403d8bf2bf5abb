'use client'
import { useTranslations } from 'next-intl'
import { MemberLink } from '#components/member/MemberLink.tsx'
import { progressTones } from '#components/member/TracePanel.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { StateDot } from '#components/ui/StateDot.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { JourneyProgress } from '#domain/member/resource.ts'
import { NodeTile, useNodeName } from './NodeName.tsx'
import { useWords } from './useWords.ts'

/** Passages in rows; a row leads to the member with that passage opened. */
export function PassagesTable({ rows }: { rows: readonly JourneyProgress[] }) {
  const t = useTranslations('report.passages')
  const status = useTranslations('members.trace.status')
  const format = useFormat()
  const { path } = useWorkspace()
  return (
    <Table aria-label={t('title')}>
      <thead className="sticky top-0 z-10 bg-surface">
        <tr>
          <Th className="w-[30%] pl-6">{t('member')}</Th>
          <Th>{t('state')}</Th>
          <Th>{t('at')}</Th>
          <Th className="max-wide:hidden">{t('by')}</Th>
          <Th end>{t('entered')}</Th>
          <Th end className="pr-6">
            {t('moved')}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} className="relative">
            <Td className="max-w-60 pl-6">
              <MemberLink member={row.member} href={path(`/members/${row.member.id}?progress=${row.id}`)} />
            </Td>
            <Td>
              <StateDot tone={progressTones[row.status]}>{status(row.status)}</StateDot>
            </Td>
            <Td className="max-w-70">
              <Standing row={row} />
            </Td>
            <Td className="cut max-w-50 text-text-2 max-wide:hidden" title={row.entry.name}>
              {row.entry.name}
            </Td>
            <Td end className="text-text-2" title={format.full(row.enteredAt)}>
              {format.dateTime(row.enteredAt)}
            </Td>
            <Td end className="pr-6 text-text-2" title={format.full(row.updatedAt)}>
              {format.dateTime(row.updatedAt)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** The node and until when; over: why. */
function Standing({ row: { node, dueAt, reason } }: { row: JourneyProgress }) {
  const t = useTranslations('report.passages')
  const format = useFormat()
  const nameOf = useNodeName()
  const words = useWords()
  if (!node) return <span className="cut block text-text-2">{words.reason(reason ?? '')}</span>
  return (
    <span className="flex items-center gap-2">
      <NodeTile kind={node.kind} small />
      <span className="cut">{nameOf(node)}</span>
      {dueAt && (
        <span className="num shrink-0 text-small text-text-2" title={format.full(dueAt)}>
          {t('until', { time: format.dateTime(dueAt) })}
        </span>
      )}
    </span>
  )
}
