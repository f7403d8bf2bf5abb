'use client'
import { useTranslations } from 'next-intl'
import type { ChartSeries } from '#components/chart/series.ts'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat } from '#components/useFormat.ts'

type Props = { step: 'hour' | 'day' | 'week'; titles: readonly string[]; series: readonly ChartSeries[] }

/** The chart's numbers, the newest first. */
export function SeriesTable({ step, titles, series }: Props) {
  const t = useTranslations('report.chart')
  const format = useFormat()
  const rows = titles.map((title, index) => ({ title, index })).reverse()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
    <div tabIndex={0} role="region" aria-label={t('asTable')} className="-mx-4 h-full overflow-y-auto">
      <Table>
        <thead className="sticky top-0 bg-surface">
          <tr>
            <Th className="pl-4">{t(step)}</Th>
            {series.map((one) => (
              <Th key={one.key} end className="last:pr-4">
                {one.label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, index }) => (
            <Tr key={index}>
              <Td className="num h-7.5 pl-4">{title}</Td>
              {series.map((one) => (
                <Td key={one.key} end className="h-7.5 last:pr-4">
                  {format.numberOrDash(one.values[index])}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
