'use client'
import { ChartLine } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo, useTransition } from 'react'
import { LoadFailure } from '#components/LoadFailure.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { buttonClass } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { useFormat, useText } from '#components/useFormat.ts'
import type { JourneyHead as Head } from '#domain/report/page.ts'
import type { Choice, Period } from '#domain/report/period.ts'
import type { Report } from '#domain/report/shape.ts'
import { fatesOf, figuresOf, messageRowsOf, nodeRowsOf } from '#domain/report/view.ts'
import { ExperimentsPanel } from './ExperimentsPanel.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { Fates } from './Fates.tsx'
import { Figures } from './Figures.tsx'
import { JourneyHead } from './JourneyHead.tsx'
import { MessagesTable } from './MessagesTable.tsx'
import { NodesTable } from './NodesTable.tsx'
import { OverTime } from './OverTime.tsx'
import { AgainstPicker, RangePicker } from './RangePicker.tsx'
import { RunsPanel } from './RunsPanel.tsx'
import { useReport } from './useReport.ts'

export type ReportScreenProps = { head: Head; choice: Choice; period: Period; report: Report; before: Report | null }

/** The report of a journey: figures, time, ends, messages, nodes. What it is of stands in the address. */
export function ReportScreen({ head, choice, period, report: first, before }: ReportScreenProps) {
  const t = useTranslations('report')
  const router = useRouter()
  const pathname = usePathname()
  const [isChanging, startChange] = useTransition()
  const { report, at, error, refetch } = useReport(head.id, period, first, Date.parse(head.now))
  const beforeName = before && choice.range !== 'all' ? t(`against.${choice.range}`) : null
  const view = useMemo(
    () => ({
      figures: figuresOf(report, before, head.nodes),
      fates: fatesOf(report),
      messages: messageRowsOf(report, head.nodes),
      nodes: nodeRowsOf(report, head.nodes),
    }),
    [report, before, head.nodes],
  )
  const choose = (next: Choice) => {
    const query = Object.entries(next).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    startChange(() => router.replace(`${pathname}?${new URLSearchParams(query)}`, { scroll: false }))
  }
  const hasExperiments = head.nodes.some(({ kind, isLive }) => isLive && kind === 'rule.experiment')
  const meetsAudiences = head.nodes.some(({ kind }) => kind === 'trigger.schedule' || kind === 'trigger.api')
  const isEmpty = head.triggered === 0 && report.journey.triggered === 0 && report.journey.inProgress === 0
  return (
    <>
      <JourneyHead head={head} tab="report">
        {!isEmpty && (
          <>
            <RangePicker choice={choice} onChange={choose} />
            <AgainstPicker choice={choice} onChange={choose} />
            <ExportMenu head={head} period={period} report={report} />
          </>
        )}
      </JourneyHead>
      {isEmpty ? (
        <>
          <Nobody head={head} />
          {meetsAudiences && (
            <div className="px-6 pb-6">
              <RunsPanel head={head} />
            </div>
          )}
        </>
      ) : (
        <div
          className={cx('grid min-h-0 flex-1 content-start gap-4 overflow-y-auto px-6 pt-4 pb-6 calm', isChanging && 'opacity-60')}
          aria-busy={isChanging}
        >
          {error && <Stale error={error} at={at} retry={() => void refetch()} />}
          <Figures figures={view.figures} before={beforeName} journeyId={head.id} goal={head.goal} />
          <div className="grid grid-cols-1 gap-4 roomy:grid-cols-[minmax(0,1fr)_296px]">
            <OverTime {...{ head, period, report, before, beforeName }} />
            <Fates fates={view.fates} />
          </div>
          {hasExperiments && <ExperimentsPanel head={head} />}
          <MessagesTable rows={view.messages} />
          <NodesTable rows={view.nodes} journeyId={head.id} />
          {meetsAudiences && <RunsPanel head={head} />}
          <Foot period={period} at={at} />
        </div>
      )}
    </>
  )
}

/** What time and zone the numbers are of. */
function Foot({ period, at }: { period: Period; at: number }) {
  const t = useTranslations('report')
  const format = useFormat()
  return (
    <p className="num text-small text-text-3">
      {t('range.between', {
        from: `${format.date(period.from)}, ${format.time(period.from)}`,
        to: format.dateTime(period.isOpen ? at : period.to),
      })}
      {' · '}
      {t(period.interval === 'day' ? 'chart.zone' : 'chart.zoneHours', { zone: format.timeZone })}
      {period.isOpen && ` · ${t('live.asOf', { time: format.time(at) })}`}
    </p>
  )
}

function Stale({ error, at, retry }: { error: Error; at: number; retry: () => void }) {
  const t = useTranslations('report.live')
  const format = useFormat()
  return (
    <LoadFailure title={t('failed')} error={error} onRetry={retry}>
      {t('stale', { time: format.time(at) })}
    </LoadFailure>
  )
}

function Nobody({ head }: { head: Head }) {
  const t = useTranslations('report.empty')
  const text = useText()
  const { path } = useWorkspace()
  const trigger = head.nodes.find((node) => node.kind.startsWith('trigger.'))
  return (
    <EmptyState
      icon={<ChartLine />}
      title={t('title')}
      actions={
        <Link href={path(`/journeys/${head.id}`)} className={buttonClass()}>
          {t('canvas')}
        </Link>
      }
    >
      {head.status === 'DRAFT' || !trigger ? t('draft') : t('ongoing', { trigger: text(trigger.summary) })}
    </EmptyState>
  )
}
