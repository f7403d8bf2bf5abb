import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'

/** Room for axes around the drawing, pixels. */
export const margin = { top: 10, right: 12, bottom: 28, left: 48 } as const
const TICKS = 4

export type Plot = {
  width: number
  height: number
  x: (index: number) => number
  y: (value: number) => number
  ticks: number[]
  /** The index nearest to a distance from the left edge. */
  indexAt: (pixels: number) => number
}

/** Where points go: evenly from left to right, from zero to a round number above the highest. `count` points. */
export function plotOf(count: number, highest: number, width: number, height: number): Plot {
  const last = Math.max(1, count - 1)
  const value = scaleLinear([0, Math.max(1, highest)], [height - margin.bottom, margin.top]).nice(TICKS)
  const inner = Math.max(1, width - margin.left - margin.right)
  return {
    width,
    height,
    x: (index) => margin.left + (index / last) * inner,
    y: (amount) => value(amount),
    ticks: value.ticks(TICKS).filter(Number.isInteger),
    indexAt: (pixels) => Math.max(0, Math.min(count - 1, Math.round(((pixels - margin.left) / inner) * last))),
  }
}

/** The line through values; a gap where one is null. */
export const linePath = (plot: Plot, values: readonly (number | null)[]) =>
  line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => plot.x(index))
    .y((value) => plot.y(value ?? 0))([...values]) ?? ''

/** The area from the axis up to values. */
export const areaPath = (plot: Plot, values: readonly (number | null)[]) =>
  area<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => plot.x(index))
    .y0(plot.y(0))
    .y1((value) => plot.y(value ?? 0))([...values]) ?? ''

/** Which of `count` points to name on the axis: evenly, `most` at most, the last always. */
export function labelled(count: number, most: number): number[] {
  if (count <= 1) return count === 1 ? [0] : []
  const step = Math.ceil((count - 1) / Math.max(1, most - 1))
  const indexes = []
  for (let index = count - 1; index >= 0; index -= step) indexes.unshift(index)
  return indexes
}

/** Where a tooltip's left edge goes so that it stands beside its point and inside the plot. */
export function tipLeft(plot: Plot, index: number, tipWidth: number, gap = 14): number {
  const at = plot.x(index)
  return at + gap + tipWidth <= plot.width ? at + gap : Math.max(0, at - gap - tipWidth)
}
