'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LineChart } from '#components/chart/LineChart.tsx'
import { Legend } from '#components/chart/Swatch.tsx'
import { Button } from '#components/ui/Button.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { JourneyHead } from '#domain/report/page.ts'
import type { Period } from '#domain/report/period.ts'
import type { Report } from '#domain/report/shape.ts'
import { Panel } from './Panel.tsx'
import { SeriesTable } from './SeriesTable.tsx'
import { useSeries } from './useSeries.ts'

type Props = { head: JourneyHead; period: Period; report: Report; before: Report | null; beforeName: string | null }

/** Passages over time, as a chart or as the table of its numbers. */
export function OverTime({ head, period, report, before, beforeName }: Props) {
  const t = useTranslations('report.chart')
  const format = useFormat()
  const [asTable, setAsTable] = useState(false)
  const { step, axis, titles, series, marks, summary } = useSeries({ versions: head.versions, period, report, before, beforeName })
  const title = t(step === 'week' ? 'perWeek' : step === 'day' ? 'perDay' : 'perHour')
  return (
    <Panel
      title={title}
      aside={
        <>
          <Legend series={series} />
          <Button small look="ghost" aria-pressed={asTable} onClick={() => setAsTable((before) => !before)}>
            {t(asTable ? 'asChart' : 'asTable')}
          </Button>
        </>
      }
    >
      <p className="sr-only">{summary}</p>
      <div className="h-62 px-4 pb-3">
        {asTable ? (
          <SeriesTable step={step} titles={titles} series={series} />
        ) : (
          <LineChart
            label={t('alt', { title, from: titles[0] ?? '', to: titles.at(-1) ?? '' })}
            hint={t('keys')}
            {...{ series, axis, titles, marks }}
            number={format.numberOrDash}
          />
        )}
      </div>
    </Panel>
  )
}
