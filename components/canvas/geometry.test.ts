import { expect, test } from 'vitest'
import { cornersOf, flowWidth, middleOf, outletX, roundedLine, sideBySide } from './geometry.ts'

test('a path to the node right below is one straight line', () => {
  expect(roundedLine(cornersOf({ x: 126, y: 60 }, { x: 126, y: 88 }))).toBe('M126 60L126 88')
})

test('a path to the side turns twice, near its target, with rounded corners', () => {
  const corners = cornersOf({ x: 64, y: 72 }, { x: 200, y: 160 })
  expect(corners).toEqual([
    { x: 64, y: 72 },
    { x: 64, y: 134 },
    { x: 200, y: 134 },
    { x: 200, y: 160 },
  ])
  expect(roundedLine(corners)).toBe('M64 72L64 122Q64 134 76 134L188 134Q200 134 200 146L200 160')
})

test('a corner is never rounder than the line beside it is long', () => {
  expect(roundedLine(cornersOf({ x: 0, y: 0 }, { x: 6, y: 60 }))).toBe('M0 0L0 31Q0 34 3 34L3 34Q6 34 6 37L6 60')
})

test('a path back up leaves downward, goes around the cards and comes in from above', () => {
  const corners = cornersOf({ x: 100, y: 400 }, { x: 100, y: 100 })
  expect(corners).toHaveLength(6)
  expect(corners[1]?.y).toBeGreaterThan(400)
  expect(corners[2]?.x).toBeGreaterThan(100 + 126)
  expect(corners[4]).toEqual({ x: 100, y: 74 })
})

test('the plus button sits in the middle of the line by length', () => {
  expect(
    middleOf([
      { x: 0, y: 0 },
      { x: 0, y: 10 },
      { x: 30, y: 10 },
    ]),
  ).toEqual({ x: 10, y: 10 })
})

test('outlets are spread evenly over the lower edge', () => {
  expect([outletX(0, 1), outletX(0, 2), outletX(1, 2)]).toEqual([126, 64, 190])
})

test('the width of a live path is the share of all who entered, and never vanishes while one member took it', () => {
  expect(flowWidth(4_812, 4_812)).toBe(18)
  expect(flowWidth(1, 4_812)).toBe(1)
  expect(flowWidth(0, 4_812)).toBe(0)
  expect(flowWidth(3, 0)).toBe(0)
})

test('paths that merge lie side by side, in the order they come from', () => {
  const shifts = sideBySide([
    { id: 'right', from: 300, width: 6 },
    { id: 'left', from: 10, width: 4 },
  ])
  expect(shifts.get('left')).toBe(-3)
  expect(shifts.get('right')).toBe(2)
})
