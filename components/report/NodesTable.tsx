'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { cx } from '#components/ui/cx.ts'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { NodeRow } from '#domain/report/view.ts'
import { NodeCell } from './NodeCell.tsx'
import { Panel } from './Panel.tsx'
import { useWords } from './useWords.ts'

/** A branch that is one of several has a colour; what just goes on is grey. */
const plain = new Set(['next', 'no', 'else', 'timeout', 'none', '!ended'])
const own: Record<string, string> = {
  '!error': 'bg-bad-solid',
  error: 'bg-bad-solid',
  '!canceled': 'bg-chart-4',
  '!goal': 'bg-good-solid',
  '!moved': 'bg-line-strong',
}
const branches = ['bg-chart-1', 'bg-chart-2', 'bg-chart-3', 'bg-chart-5']
const tintOf = (outlet: string, index: number) => own[outlet] ?? (plain.has(outlet) ? 'bg-idle-solid' : branches[index % branches.length])

/** Every node: who came, who is there now, and how they left. */
export function NodesTable({ rows, journeyId }: { rows: readonly NodeRow[]; journeyId: string }) {
  const t = useTranslations('report.nodes')
  const format = useFormat()
  const { path } = useWorkspace()
  const journey = path(`/journeys/${journeyId}`)
  return (
    <Panel
      title={t('title')}
      aside={
        <Link href={journey} className="text-small font-medium text-accent-text hover:underline">
          {t('onCanvas')}
        </Link>
      }
    >
      <div className="overflow-x-auto border-t border-line">
        <Table className="min-w-190">
          <thead>
            <tr>
              <Th className="w-1/4 pl-4">{t('node')}</Th>
              <Th end>{t('entered')}</Th>
              <Th end>{t('here')}</Th>
              <Th className="pr-4 pl-10">{t('leftBy')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.node.key}>
                <NodeCell node={row.node} />
                <Td end className="h-8.5">
                  {format.number(row.entered)}
                </Td>
                <Td end className="h-8.5">
                  {row.here === null ? (
                    <span className="text-text-3">–</span>
                  ) : row.here === 0 ? (
                    '0'
                  ) : (
                    <Link
                      href={`${journey}/members?status=open&node=${row.node.key}`}
                      aria-label={t('seeHere', { count: row.here })}
                      className="text-accent-text hover:underline"
                    >
                      {format.number(row.here)}
                    </Link>
                  )}
                </Td>
                <Td className="h-8.5 w-1/2 pr-4 pl-10">
                  <LeftBy row={row} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Panel>
  )
}

function LeftBy({ row: { node, left } }: { row: NodeRow }) {
  const t = useTranslations('report.nodes')
  const format = useFormat()
  const words = useWords()
  const nameOf = (outlet: string) => words.outlet(outlet, { kind: node.kind, names: node.outletNames })
  if (left.length === 0) return <span className="text-text-3">–</span>
  const text = left.map(({ outlet, count }) => t('left', { outlet: nameOf(outlet), count: format.number(count) })).join(', ')
  return (
    <div className="flex items-center gap-3">
      <div aria-hidden className="flex h-2 w-45 shrink-0 gap-px overflow-hidden rounded-r1 bg-idle-soft">
        {left.map(({ outlet, share }, index) => (
          <div key={outlet} className={cx('h-full', tintOf(outlet, index))} style={{ width: `${share * 100}%` }} />
        ))}
      </div>
      <span className="num cut text-small text-text-2" title={text}>
        {text}
      </span>
    </div>
  )
}
