import { expect, test } from 'vitest'
import { areaPath, labelled, linePath, margin, plotOf, tipLeft } from './geometry.ts'

const plot = plotOf(5, 230, 448, 238)

test('the axis begins at zero and ends at a round number above the highest, in whole steps', () => {
  expect(plot.ticks[0]).toBe(0)
  expect(plot.ticks.at(-1)).toBeGreaterThanOrEqual(200)
  expect(plot.ticks.length).toBeLessThanOrEqual(6)
  expect(plotOf(5, 1, 448, 238).ticks.every(Number.isInteger)).toBe(true)
  expect(plotOf(5, 0, 448, 238).ticks).toContain(0)
})

test('points stand evenly between the margins, and the nearest is found from a distance', () => {
  expect([plot.x(0), plot.x(4)]).toEqual([margin.left, 448 - margin.right])
  expect([0, 95, 100, 5_000].map(plot.indexAt)).toEqual([0, 0, 1, 4])
})

test('one point is a plot too', () => {
  const one = plotOf(1, 3, 448, 238)
  expect([one.x(0), one.indexAt(300)]).toEqual([margin.left, 0])
})

test('a missing value is a gap in the line', () => {
  expect(linePath(plot, [1, null, 1, 1, 1]).match(/M/g)).toHaveLength(2)
  expect(areaPath(plot, [1, 1])).toContain('Z')
})

test('labels stand evenly and name the last point', () => {
  expect(labelled(30, 7)).toEqual([4, 9, 14, 19, 24, 29])
  expect(labelled(3, 7)).toEqual([0, 1, 2])
  expect([labelled(1, 7), labelled(0, 7)]).toEqual([[0], []])
})

test('a tooltip stands beside its point and inside the plot', () => {
  expect(tipLeft(plot, 0, 176)).toBeGreaterThan(plot.x(0))
  expect(tipLeft(plot, 4, 176) + 176).toBeLessThan(plot.x(4))
})
