'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { ChartSeries } from '#components/chart/series.ts'
import { useFormat } from '#components/useFormat.ts'
import type { JourneyHead } from '#domain/report/page.ts'
import type { Period } from '#domain/report/period.ts'
import type { Report } from '#domain/report/shape.ts'
import { DAYS_MAX, inWeeks } from '#domain/report/weeks.ts'

type Mark = { index: number; label: string }
type Step = 'hour' | 'day' | 'week'
type Shown = { step: Step; axis: string[]; titles: string[]; series: ChartSeries[]; marks: Mark[]; summary: string }

const YEAR_MS = 330 * 86_400_000
const stepOf = (interval: Period['interval'], report: Pick<Report, 'series'>): Step =>
  interval === 'day' && report.series.length > DAYS_MAX ? 'week' : interval

type Options = {
  versions: JourneyHead['versions']
  period: Pick<Period, 'interval' | 'isOpen'>
  report: Pick<Report, 'series'>
  /** The time before, and what it is called. */
  before?: Pick<Report, 'series'> | null
  beforeName?: string | null
  /** Messages have a line of their own. */
  messages?: boolean
}

/** What the chart draws: points named in the workspace's zone, lines, versions, and the same in a sentence. */
export function useSeries({ versions, period, report, before = null, beforeName = null, messages = false }: Options): Shown {
  const { interval, isOpen } = period
  const t = useTranslations('report.chart')
  const locale = useLocale()
  const format = useFormat()
  return useMemo(() => {
    const step = stepOf(interval, report)
    const pointsOf = (of: Pick<Report, 'series'>) => (step === 'week' ? inWeeks(of.series) : of.series)
    const points = pointsOf(report)
    const last = points.length - 1
    const isDay = step !== 'hour'
    const isLong = points.length > 0 && Date.parse(points[last]?.at ?? '') - Date.parse(points[0]?.at ?? '') > YEAR_MS
    const long = new Intl.DateTimeFormat(locale, {
      ...(step === 'week' ? {} : { weekday: 'short' as const }),
      day: 'numeric',
      month: 'long',
      ...(isLong ? { year: 'numeric' as const } : {}),
      ...(isDay ? {} : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' as const }),
      timeZone: format.timeZone,
    })
    const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: format.timeZone })
    const short = (at: string) => (isLong ? month.format(new Date(at)) : isDay ? format.day(at) : format.time(at))
    const pastPoints = before ? pointsOf(before) : []
    const axis = points.map((point, i) => (i === last && isOpen && step !== 'week' ? t(isDay ? 'today' : 'now') : short(point.at)))
    const titles = points.map((point) =>
      step === 'week' ? t('weekOf', { date: long.format(new Date(point.at)) }) : long.format(new Date(point.at)),
    )
    const peak = points.reduce((most, point, i) => (point.triggered > (points[most]?.triggered ?? 0) ? i : most), 0)
    const sum = (of: (point: Report['series'][number]) => number) => format.number(points.reduce((total, point) => total + of(point), 0))
    return {
      step,
      axis,
      titles,
      series: [
        { key: 'entered', label: t('entered'), tone: 1, values: points.map((point) => point.triggered) },
        { key: 'ended', label: t('ended'), tone: 2, values: points.map((point) => point.ended) },
        ...(messages ? [{ key: 'messages', label: t('messages'), tone: 3 as const, values: points.map((point) => point.messages) }] : []),
        ...(before && beforeName
          ? [
              {
                key: 'before',
                label: t('before', { before: beforeName }),
                tone: 'before' as const,
                values: points.map((_, i) => pastPoints[i]?.triggered ?? null),
              },
            ]
          : []),
      ],
      marks: marksOf(versions, points, (number) => t('version', { number })),
      summary: t('summary', {
        entered: sum((point) => point.triggered),
        ended: sum((point) => point.ended),
        from: titles[0] ?? '',
        to: titles[last] ?? '',
        peak: titles[peak] ?? '',
        most: format.number(points[peak]?.triggered ?? 0),
      }),
    }
  }, [report, before, beforeName, messages, interval, isOpen, versions, locale, format, t])
}

/** The versions published within the points; of several at one point the latest. */
function marksOf(versions: JourneyHead['versions'], points: Report['series'], label: (number: number) => string): Mark[] {
  const marks = new Map<number, Mark>()
  const starts = points.map((point) => Date.parse(point.at))
  for (const { number, publishedAt } of versions) {
    const index = starts.findLastIndex((start) => start <= Date.parse(publishedAt))
    if (index >= 0) marks.set(index, { index, label: label(number) })
  }
  return [...marks.values()]
}
