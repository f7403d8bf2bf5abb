'use client'
import { useTranslations } from 'next-intl'
import { usePages } from '#components/list/usePages.ts'
import { Pagination } from '#components/ui/Pagination.tsx'
import { StateDot } from '#components/ui/StateDot.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat } from '#components/useFormat.ts'
import { type Run, runSchema } from '#domain/journey/initiation.ts'
import type { JourneyHead } from '#domain/report/page.ts'
import { Panel } from './Panel.tsx'

const REFRESH_MS = 5_000
const ROWS = 10

/** The runs of a journey for audiences, by schedule and by call: how far each is. Nothing where there was none. */
export function RunsPanel({ head }: { head: JourneyHead }) {
  const t = useTranslations('report.runs')
  const { rows, earlier, later, before } = usePages(`/journeys/${head.id}/runs`, runSchema, { limit: ROWS, refetchMs: REFRESH_MS })
  if (!rows || (rows.length === 0 && before === 0)) return null
  return (
    <Panel title={t('title')}>
      <div className="overflow-x-auto border-t border-line">
        <Table className="min-w-190">
          <thead>
            <tr>
              <Th className="pl-4">{t('of')}</Th>
              <Th>{t('audience')}</Th>
              <Th className="w-1/3">{t('progress')}</Th>
              <Th>{t('state')}</Th>
              <Th end>{t('started')}</Th>
              <Th end className="pr-4">
                {t('finished')}
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </tbody>
        </Table>
      </div>
      {(earlier || later) && (
        <div className="px-4 py-2">
          <Pagination onPrevious={earlier} onNext={later}>
            <span className="num">{t('shown', { from: before + 1, to: before + rows.length })}</span>
          </Pagination>
        </div>
      )}
    </Panel>
  )
}

function RunRow({ run }: { run: Run }) {
  const t = useTranslations('report.runs')
  const format = useFormat()
  const instant = (at: string | null) => (at === null ? <span className="text-text-3">–</span> : format.dateTime(at))
  return (
    <Tr>
      <Td className="pl-4 whitespace-nowrap" title={format.full(run.occurrence)}>
        {t(`by.${run.by}`, { at: format.dateTime(run.occurrence) })}
      </Td>
      <Td className="cut max-w-60" title={run.segment ?? undefined}>
        {run.segment ?? t('everybody')}
      </Td>
      <Td>
        <Progress run={run} />
      </Td>
      <Td>
        <State run={run} />
      </Td>
      <Td end title={format.full(run.createdAt)}>
        {instant(run.createdAt)}
      </Td>
      <Td end className="pr-4" {...(run.finishedAt && { title: format.full(run.finishedAt) })}>
        {instant(run.finishedAt)}
      </Td>
    </Tr>
  )
}

function Progress({ run: { total, entered, passedOver } }: { run: Run }) {
  const t = useTranslations('report.runs')
  if (passedOver !== null || total === null) return <span className="text-text-3">–</span>
  const share = total === 0 ? 1 : Math.min(1, entered / total)
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="h-1.5 w-32 shrink-0 overflow-hidden rounded-full bg-idle-soft">
        <span className="block h-full rounded-full bg-chart-2" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="num text-small text-text-2">{t('members', { entered, total })}</span>
    </span>
  )
}

function State({ run: { passedOver, finishedAt, total } }: { run: Run }) {
  const t = useTranslations('report.runs.is')
  if (passedOver !== null) return <StateDot tone="paused">{t(passedOver)}</StateDot>
  if (finishedAt !== null) return <StateDot tone="ok">{t('finished')}</StateDot>
  return <StateDot tone="waiting">{t(total === null ? 'waiting' : 'running')}</StateDot>
}
