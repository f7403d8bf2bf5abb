import { expect, test } from 'vitest'
import type { TimelineItem } from '#domain/member/resource.ts'
import { byDay, inBrief, outcomeOf } from './timelineView.ts'

const item = (id: string, at: string): TimelineItem => ({
  id,
  at,
  kind: 'event',
  name: 'Order Completed',
  journey: null,
  progressId: null,
  messageId: null,
  detail: {},
})

test('items stand under their day in the order they come', () => {
  const days = byDay([item('a', '2026-11-20T10:00:00Z'), item('b', '2026-11-20T09:00:00Z'), item('c', '2026-11-19T09:00:00Z')], (at) =>
    at.slice(0, 10),
  )
  expect(days.map(({ day, items }) => [day, items.map((one) => one.id)])).toEqual([
    ['2026-11-20', ['a', 'b']],
    ['2026-11-19', ['c']],
  ])
})

test('properties are told in one line', () => {
  expect(inBrief({ revenue: 86.4, products: [1, 2, 3], coupon: null, shop: { id: 1 }, note: 'x'.repeat(80), more: 1, last: 2 })).toBe(
    `revenue 86.4, products (3), shop {…}, note ${'x'.repeat(60)}… …`,
  )
  expect(inBrief(undefined)).toBe('')
})

test('what became of a message is in its name', () => {
  expect(['email_opened', 'email_sent'].map(outcomeOf)).toEqual(['opened', 'sent'])
})
