'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LineChart } from '#components/chart/LineChart.tsx'
import { Legend } from '#components/chart/Swatch.tsx'
import { Section } from '#components/nodes/Section.tsx'
import { SeriesTable } from '#components/report/SeriesTable.tsx'
import { useSeries } from '#components/report/useSeries.ts'
import { useWords } from '#components/report/useWords.ts'
import { Button } from '#components/ui/Button.tsx'
import { useFormat } from '#components/useFormat.ts'
import { fatesOf } from '#domain/report/view.ts'
import type { Simulation } from '#domain/simulate/result.ts'

/** What would have happened to everybody: days, ends, who was refused, and what was assumed. */
export function SimulatedResult({ result }: { result: Simulation }) {
  const t = useTranslations('designer.simulate')
  const format = useFormat()
  const refusalOf = (reason: string) => {
    const key = `refusal.${reason}` as 'refusal.over'
    return t.has(key) ? t(key) : reason
  }
  const refused = Object.entries(result.refused).sort(([, a], [, b]) => b - a)
  return (
    <>
      <Section title={t('result')}>
        <p className="num text-text-2">
          {t('played', { count: result.members, countText: format.number(result.members) })}{' '}
          {t('between', { from: format.dateTime(result.from), to: format.dateTime(result.to) })}
        </p>
        {result.journey.triggered === 0 && <p className="mt-1.5">{t('nobody')}</p>}
      </Section>
      {result.journey.triggered > 0 && <Days result={result} />}
      {result.journey.triggered > 0 && <Ends result={result} />}
      {refused.length > 0 && (
        <Section title={t('refused')}>
          <dl className="num grid gap-1">
            {refused.map(([reason, count]) => (
              <Line key={reason} name={refusalOf(reason)} count={count} />
            ))}
          </dl>
        </Section>
      )}
      <Assumptions sentences={result.assumptions} />
    </>
  )
}

function Line({ name, count, share }: { name: string; count: number; share?: string }) {
  const format = useFormat()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_52px] gap-2">
      <dt className="cut" title={name}>
        {name}
      </dt>
      <dd>{format.number(count)}</dd>
      <dd className="text-right text-text-2">{share}</dd>
    </div>
  )
}

function Ends({ result }: { result: Simulation }) {
  const t = useTranslations('designer.simulate')
  const format = useFormat()
  const words = useWords()
  return (
    <Section title={t('ends')}>
      <dl className="num grid gap-1">
        {fatesOf(result).map((fate) => (
          <Line
            key={`${fate.status} ${fate.reason}`}
            name={fate.status === 'OPEN' ? t('stillInside') : words.fate(fate)}
            count={fate.count}
            share={format.percent(fate.share)}
          />
        ))}
      </dl>
    </Section>
  )
}

function Days({ result }: { result: Simulation }) {
  const t = useTranslations('designer.simulate')
  const chart = useTranslations('report.chart')
  const format = useFormat()
  const [asTable, setAsTable] = useState(false)
  const period = { from: result.from, to: result.to, interval: 'day' as const, isOpen: false, before: null }
  const { step, axis, titles, series, summary } = useSeries({ versions: NO_VERSIONS, period, report: result, messages: true })
  const title = chart(step === 'week' ? 'perWeek' : 'perDay')
  return (
    <Section
      title={t(step === 'week' ? 'weeks' : 'days')}
      aside={
        <Button small look="ghost" aria-pressed={asTable} onClick={() => setAsTable((before) => !before)}>
          {chart(asTable ? 'asChart' : 'asTable')}
        </Button>
      }
    >
      <p className="sr-only">{summary}</p>
      <div className="mb-1">
        <Legend series={series} />
      </div>
      <div className="h-60">
        {asTable ? (
          <SeriesTable step={step} titles={titles} series={series} />
        ) : (
          <LineChart
            label={chart('alt', { title, from: titles[0] ?? '', to: titles.at(-1) ?? '' })}
            hint={chart('keys')}
            {...{ series, axis, titles }}
            number={format.numberOrDash}
          />
        )}
      </div>
    </Section>
  )
}

const NO_VERSIONS: never[] = []

/** What the simulation takes for granted; told with every result. */
export function Assumptions({ sentences }: { sentences: readonly string[] }) {
  const t = useTranslations('designer.simulate')
  return (
    <Section title={t('assumed')}>
      <ul className="grid list-disc gap-1 pl-4 text-small text-text-2">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Section>
  )
}
