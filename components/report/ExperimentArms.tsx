'use client'
import { useTranslations } from 'next-intl'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { Tag } from '#components/ui/Tag.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { Experiment, ExperimentArm } from '#domain/experiment/resource.ts'
import { useArmName } from './useArmName.ts'

/** The arms of an experiment in rows, with rates and where the true ones lie, drawn on one scale. */
export function ExperimentArms({ experiment }: { experiment: Experiment }) {
  const t = useTranslations('report.experiments')
  const format = useFormat()
  const rows = [...experiment.arms, ...(experiment.holdout ? [experiment.holdout] : [])]
  const most = Math.max(0.01, ...rows.map(({ interval }) => interval?.high ?? 0))
  return (
    <div className="overflow-x-auto border-t border-line">
      <Table className="min-w-190">
        <thead>
          <tr>
            <Th className="pl-4">{t('arm')}</Th>
            <Th end>{t('share')}</Th>
            <Th end>{t('exposed')}</Th>
            <Th end>{t('counted')}</Th>
            <Th end>{t('converted')}</Th>
            <Th end>{t('rate')}</Th>
            <Th className="w-1/3 pl-6">{t('interval', { confidence: format.percent(experiment.confidence) })}</Th>
            <Th end className="pr-4">
              {t('chance')}
            </Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ArmRow key={row.arm} row={row} experiment={experiment} most={most} />
          ))}
        </tbody>
      </Table>
    </div>
  )
}

function ArmRow({ row, experiment, most }: { row: ExperimentArm; experiment: Experiment; most: number }) {
  const t = useTranslations('report.experiments')
  const format = useFormat()
  const name = useArmName()(row.arm)
  return (
    <Tr>
      <Td className="max-w-60 pl-4">
        <span className="flex items-center gap-2">
          <span className="cut" title={name}>
            {name}
          </span>
          {experiment.winner?.arm === row.arm && <Tag tone="good">{t('winner')}</Tag>}
          {experiment.control === row.arm && <Tag>{t('control')}</Tag>}
        </span>
      </Td>
      <Td end>{format.percent(row.share)}</Td>
      <Td end>{format.number(row.exposed)}</Td>
      <Td end>{format.number(row.counted)}</Td>
      <Td end>{format.number(row.converted)}</Td>
      <Td end>{format.percent(row.rate)}</Td>
      <Td className="pl-6">
        <Interval row={row} most={most} />
      </Td>
      <Td end className="pr-4">
        {row.pValue === null ? '–' : row.pValue < 0.001 ? '< 0.001' : row.pValue.toFixed(3)}
      </Td>
    </Tr>
  )
}

/** From low to high with a mark at the rate, on a scale up to `most`. */
function Interval({ row: { interval, rate }, most }: { row: ExperimentArm; most: number }) {
  const t = useTranslations('report.experiments')
  const format = useFormat()
  if (!interval || rate === null) return <span className="text-text-3">–</span>
  const at = (share: number) => `${(share / most) * 100}%`
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="relative h-2 min-w-24 flex-1 rounded-r1 bg-idle-soft">
        <span
          className="absolute inset-y-0 rounded-r1 bg-chart-2"
          style={{ left: at(interval.low), width: at(interval.high - interval.low) }}
        />
        <span className="absolute -inset-y-0.5 w-0.5 bg-text" style={{ left: at(rate) }} />
      </span>
      <span className="num w-28 shrink-0 text-right text-small whitespace-nowrap text-text-2">
        {t('between', { low: format.percent(interval.low), high: format.percent(interval.high) })}
      </span>
    </span>
  )
}
