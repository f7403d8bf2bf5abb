'use client'
import { useTranslations } from 'next-intl'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { MessageRow, Rate } from '#domain/report/view.ts'
import { NodeCell } from './NodeCell.tsx'
import { Panel } from './Panel.tsx'

const counts = ['created', 'suppressed', 'failed', 'unknown', 'sent', 'delivered'] as const
const rates = ['opened', 'clicked', 'bounced'] as const

/** What became of the messages of each node that sends. */
export function MessagesTable({ rows }: { rows: readonly MessageRow[] }) {
  const t = useTranslations('report.messages')
  const format = useFormat()
  if (rows.length === 0) return null
  return (
    <Panel title={t('title')} aside={<span className="text-small text-text-2">{t('basis')}</span>}>
      <div className="overflow-x-auto border-t border-line">
        <Table className="min-w-190">
          <thead>
            <tr>
              <Th className="w-1/4 pl-4">{t('node')}</Th>
              {[...counts, ...rates].map((column) => (
                <Th key={column} end className="last:pr-4">
                  {t(column)}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.node.key}>
                <NodeCell node={row.node} />
                {counts.map((column) => (
                  <Td key={column} end className="h-8.5">
                    {row.counts[column] === null ? <span className="text-text-3">–</span> : format.number(row.counts[column])}
                  </Td>
                ))}
                {rates.map((column) => (
                  <Td key={column} end className="h-8.5 last:pr-4">
                    <RateText rate={row[column]} />
                  </Td>
                ))}
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Panel>
  )
}

function RateText({ rate }: { rate: Rate }) {
  const format = useFormat()
  if (rate.share === null && rate.count === 0) return <span className="text-text-3">–</span>
  return (
    <>
      <span className="mr-2 text-text-2">{format.number(rate.count)}</span>
      <span className="inline-block min-w-11">{format.percent(rate.share)}</span>
    </>
  )
}
