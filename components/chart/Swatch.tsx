import { cx } from '#components/ui/cx.ts'
import type { ChartSeries, Tone } from './series.ts'

const marks: Record<Tone, string> = {
  1: 'h-0.75 rounded-[2px] bg-chart-1',
  2: 'h-0.75 rounded-[2px] bg-chart-2',
  3: 'h-0.75 rounded-[2px] bg-chart-3',
  before: 'h-0 border-t-2 border-dashed border-chart-before',
}
/** A piece of a series' line. */
export const Swatch = ({ tone }: { tone: Tone }) => <span aria-hidden className={cx('inline-block w-3 shrink-0', marks[tone])} />

/** The names of the lines, beside the title. */
export const Legend = ({ series }: { series: readonly ChartSeries[] }) => (
  <ul className="flex flex-wrap gap-x-4 gap-y-1">
    {series.map((one) => (
      <li key={one.key} className="flex items-center gap-1.5 text-small text-text-2">
        <Swatch tone={one.tone} />
        {one.label}
      </li>
    ))}
  </ul>
)
