'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { LiveShow } from '#components/canvas/derive.ts'
import { flowWidth } from '#components/canvas/geometry.ts'
import { Switch } from '#components/ui/Checkbox.tsx'
import { cx } from '#components/ui/cx.ts'
import { Select } from '#components/ui/Input.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { Report } from '#domain/report/shape.ts'

export const spans = ['all', '30', '7', '1'] as const
export type Span = (typeof spans)[number]

type Props = {
  report: Report | null
  show: LiveShow
  onShow: (show: LiveShow) => void
  /** Conversions are shown, also while there are none. */
  hasGoal: boolean
  /** What the numbers are of. */
  children: ReactNode
}

/** Since when live numbers are counted, and of which version they are. */
export function LiveSpan({
  span,
  onSpan,
  version,
  changes,
}: {
  span: Span
  onSpan: (span: Span) => void
  version: number
  changes: number
}) {
  const t = useTranslations('designer.live')
  return (
    <>
      <Select
        aria-label={t('span')}
        value={span}
        onChange={(event) => onSpan(spans.find((one) => one === event.target.value) ?? 'all')}
        className="w-full"
      >
        {spans.map((one) => (
          <option key={one} value={one}>
            {t(`spans.${one}`)}
          </option>
        ))}
      </Select>
      <p className="mt-2 text-small text-text-2">{t('since', { version, changes })}</p>
    </>
  )
}

/** Beside a canvas with numbers: what they are of, what they add up to, what is shown. */
export function NumbersPanel({ report, show, onShow, hasGoal, children }: Props) {
  const t = useTranslations('designer.live')
  const format = useFormat()
  const totals = report?.journey
  const lines = [
    { name: t('entered'), value: totals?.triggered },
    { name: t('inProgress'), value: totals?.inProgress },
    { name: t('ended'), value: totals?.ended },
    ...(totals && (hasGoal || totals.converted > 0) ? [{ name: t('converted'), value: totals.converted }] : []),
    { name: t('canceled'), value: totals?.canceled },
    { name: t('error'), value: totals?.error, bad: (totals?.error ?? 0) > 0 },
  ]
  const switches: { key: Exclude<keyof LiveShow, 'share'>; label: string }[] = [
    { key: 'here', label: t('show.here') },
    { key: 'counts', label: t('show.counts') },
    { key: 'widths', label: t('show.widths') },
    { key: 'messages', label: t('show.messages') },
  ]
  return (
    <aside
      aria-label={t('overlay')}
      className="flex w-palette shrink-0 flex-col overflow-y-auto border-r border-line bg-surface max-wide:hidden"
    >
      <div className="p-4 pt-3">{children}</div>
      <dl className="num grid gap-1.25 border-y border-line px-4 py-3">
        {lines.map((line) => (
          <div key={line.name} className={cx('flex', line.bad && 'text-bad-text')}>
            <dt className={cx('flex-1', !line.bad && 'text-text-2')}>{line.name}</dt>
            <dd className="font-strong">{format.numberOrDash(line.value)}</dd>
          </div>
        ))}
        {totals && Number(totals.revenue.amount) !== 0 && (
          <div className="flex">
            <dt className="flex-1 text-text-2">{t('revenue')}</dt>
            <dd className="font-strong">{format.money(totals.revenue.amount, totals.revenue.currency)}</dd>
          </div>
        )}
      </dl>
      <div className="grid gap-2.5 p-4">
        <h2 className="text-small font-medium text-text-3">{t('showTitle')}</h2>
        {switches.map(({ key, label }) => (
          <Switch key={key} label={label} checked={show[key]} onChange={(on) => onShow({ ...show, [key]: on })} />
        ))}
        <h2 className="mt-3 text-small font-medium text-text-3">{t('numbersAs')}</h2>
        <SegmentedControl
          label={t('numbersAs')}
          value={show.share ? 'share' : 'members'}
          onChange={(value) => onShow({ ...show, share: value === 'share' })}
          className="justify-self-start"
          items={[
            { value: 'members', label: t('members') },
            { value: 'share', label: t('share') },
          ]}
        />
        {totals && totals.triggered > 0 && show.widths && <WidthKey entered={totals.triggered} />}
      </div>
    </aside>
  )
}

function WidthKey({ entered }: { entered: number }) {
  const t = useTranslations('designer.live')
  const format = useFormat()
  const samples = [entered, entered / 2, entered / 8].map(Math.round)
  return (
    <>
      <h2 className="mt-3 text-small font-medium text-text-3">{t('pathWidth')}</h2>
      <svg width={184} height={44} role="img" aria-label={t('pathWidthOf', { members: entered })}>
        {samples.map((members, index) => (
          <g key={index} transform={`translate(${index * 66} 0)`}>
            <path d="M0 10h48" className="canvas-flow" strokeWidth={flowWidth(members, entered)} />
            <path d="M0 10h48" className="canvas-core" />
            <text y={38} className="num fill-text-2 text-small">
              {format.number(members)}
            </text>
          </g>
        ))}
      </svg>
    </>
  )
}
