'use client'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { areaPath, labelled, linePath, margin, type Plot, plotOf, tipLeft } from './geometry.ts'
import { Swatch } from './Swatch.tsx'
import { type ChartSeries, strokes } from './series.ts'
import { useWidth } from './useWidth.ts'

const HEIGHT = 232
const TIP_WIDTH = 192
const LABEL_WIDTH = 110

type Props = {
  /** Names the chart to screen readers. */
  label: string
  series: readonly ChartSeries[]
  /** One a point: short on the axis, long in the tooltip. */
  axis: readonly string[]
  titles: readonly string[]
  marks?: readonly { index: number; label: string }[]
  number: (value: number | null) => string
  /** How the keys move the cursor. */
  hint: string
}

/**
 * Lines over time. The pointer or, with focus, the arrow keys, Home and End move a cursor that tells every series at that
 * point; Escape puts it away.
 */
export function LineChart({ label, series, axis, titles, marks = [], number, hint }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame, 838)
  const [at, setAt] = useState<number | null>(null)
  const described = useId()
  const count = axis.length
  const plot = plotOf(count, Math.max(0, ...series.flatMap((one) => one.values.map((value) => value ?? 0))), width, HEIGHT)
  const shown = at === null || at >= count ? null : at
  const spoken = (index: number) => [titles[index], ...series.map((one) => `${one.label} ${number(one.values[index] ?? null)}`)].join(', ')

  const onKeyDown = (event: KeyboardEvent) => {
    const from = shown ?? count - 1
    const next = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: count - 1, PageUp: from - 7, PageDown: from + 7 }[event.key]
    if (event.key === 'Escape') setAt(null)
    if (next === undefined) return
    event.preventDefault()
    setAt(Math.max(0, Math.min(count - 1, next)))
  }
  return (
    <div ref={frame} className="relative">
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={shown ?? Math.max(0, count - 1)}
        aria-valuetext={count > 0 ? spoken(shown ?? count - 1) : ''}
        aria-describedby={described}
        onKeyDown={onKeyDown}
        onFocus={() => setAt((before) => before ?? count - 1)}
        onBlur={() => setAt(null)}
        onPointerMove={(event) => setAt(plot.indexAt(event.clientX - event.currentTarget.getBoundingClientRect().left))}
        onPointerLeave={() => setAt(null)}
        className="rounded-r2"
      >
        <svg aria-hidden width="100%" height={HEIGHT} className="block overflow-visible text-small">
          <Grid plot={plot} number={number} />
          <Axis plot={plot} axis={axis} />
          {marks.map((mark) => (
            <VersionMark key={mark.label} plot={plot} {...mark} />
          ))}
          {series[0] && <path d={areaPath(plot, series[0].values)} className="fill-chart-1 opacity-7" />}
          {[...series].reverse().map((one) => (
            <path
              key={one.key}
              d={linePath(plot, one.values)}
              className={cx('fill-none', strokes[one.tone])}
              strokeWidth={one.tone === 'before' ? 1.5 : 2}
              strokeDasharray={one.tone === 'before' ? '3 4' : undefined}
              strokeLinejoin="round"
              strokeLinecap="round"
            />
          ))}
          {shown !== null && <Cursor plot={plot} index={shown} series={series} />}
        </svg>
      </div>
      <p id={described} className="sr-only">
        {hint}
      </p>
      {shown !== null && (
        <div
          aria-hidden
          className="pointer-events-none absolute top-6 z-10 grid gap-0.75 rounded-[8px] border border-line-strong bg-raised px-2.75 py-2.25 text-small shadow-lift-2"
          style={{ left: tipLeft(plot, shown, TIP_WIDTH), width: TIP_WIDTH }}
        >
          <div className="font-strong">{titles[shown]}</div>
          {series.map((one) => (
            <div key={one.key} className={cx('flex items-center gap-2', one.tone === 'before' && 'text-text-2')}>
              <Swatch tone={one.tone} />
              <span className="cut flex-1">{one.label}</span>
              <span className={cx('num', one.tone !== 'before' && 'font-strong')}>{number(one.values[shown] ?? null)}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

const Grid = ({ plot, number }: { plot: Plot; number: Props['number'] }) =>
  plot.ticks.map((tick) => (
    <g key={tick}>
      <line x1={margin.left} x2={plot.width - margin.right} y1={plot.y(tick)} y2={plot.y(tick)} className="stroke-chart-grid" />
      <text x={margin.left - 10} y={plot.y(tick) + 4} textAnchor="end" className="num fill-text-3">
        {number(tick)}
      </text>
    </g>
  ))

function Axis({ plot, axis }: { plot: Plot; axis: readonly string[] }) {
  const named = labelled(axis.length, Math.floor(plot.width / LABEL_WIDTH))
  return named.map((index) => (
    <text
      key={index}
      x={Math.min(plot.x(index), plot.width)}
      y={plot.height - 4}
      textAnchor={index === axis.length - 1 && axis.length > 1 ? 'end' : index === 0 ? 'start' : 'middle'}
      className="num fill-text-3"
    >
      {axis[index]}
    </text>
  ))
}

/** A dashed line with its name, to the left of it where there is no room to the right. */
function VersionMark({ plot, index, label }: { plot: Plot; index: number; label: string }) {
  const x = plot.x(index)
  const fits = x + LABEL_WIDTH < plot.width
  return (
    <g>
      <line x1={x} x2={x} y1={margin.top} y2={plot.y(0)} className="stroke-line-strong" strokeDasharray="2 3" />
      <text x={fits ? x + 6 : x - 6} y={margin.top + 10} textAnchor={fits ? 'start' : 'end'} className="num fill-text-3">
        {label}
      </text>
    </g>
  )
}

const Cursor = ({ plot, index, series }: { plot: Plot; index: number; series: readonly ChartSeries[] }) => (
  <g>
    <line x1={plot.x(index)} x2={plot.x(index)} y1={margin.top} y2={plot.y(0)} className="stroke-line-strong" />
    {series.map((one) => {
      const value = one.values[index]
      if (value == null || one.tone === 'before') return null
      return (
        <circle
          key={one.key}
          cx={plot.x(index)}
          cy={plot.y(value)}
          r={4}
          className={cx(one.tone === 1 ? 'fill-chart-1' : one.tone === 2 ? 'fill-chart-2' : 'fill-chart-3', 'stroke-surface')}
          strokeWidth={2}
        />
      )
    })}
  </g>
)
