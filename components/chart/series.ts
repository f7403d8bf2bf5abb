/** The period before is dashed grey; the others in the order of the tokens. */
export type Tone = 1 | 2 | 3 | 'before'
export type ChartSeries = { key: string; label: string; tone: Tone; values: readonly (number | null)[] }

export const strokes: Record<Tone, string> = {
  1: 'stroke-chart-1',
  2: 'stroke-chart-2',
  3: 'stroke-chart-3',
  before: 'stroke-chart-before',
}
