import { describe, expect, test } from 'vitest'
import { conditionSchema } from '#domain/condition/document.ts'
import {
  append,
  blankAttribute,
  blankEvent,
  groupOf,
  itemsOf,
  readDraft,
  readScalar,
  removeAt,
  replaceAt,
  showScalar,
  withOperator,
  writeDraft,
} from './draft.ts'

const design = {
  all: [
    { attribute: 'plan', operator: 'equals', value: 'pro' },
    {
      event: 'Order Completed',
      where: { all: [{ property: 'revenue', operator: 'gte', value: 20 }] },
      within: { days: 90 },
      count: { operator: 'gte', value: 3 },
    },
    { none: [{ attribute: 'blocked', operator: 'is_set' }, { segment: 'vip' }] },
    { message: { outcome: 'opened', template: 'we-miss-you' }, within: { days: 7 }, count: { operator: 'gte', value: 1 } },
  ],
}

test('a condition document is edited as it is stored', () => {
  expect(readDraft(design)).toEqual(design)
  expect(conditionSchema.parse(readDraft(design))).toEqual(design)
})

test('a single leaf becomes a group of one; nothing becomes an empty group; what no form shows is null', () => {
  expect(readDraft({ attribute: 'plan', operator: 'is_set' })).toEqual({ all: [{ attribute: 'plan', operator: 'is_set' }] })
  expect(readDraft(undefined)).toEqual({ all: [] })
  expect(readDraft({ colour: 'red' })).toBeNull()
})

test('an empty group is stored as nothing', () => {
  expect(writeDraft({ any: [] })).toBeNull()
})

test('items are added, replaced and removed without touching what was there', () => {
  const before = groupOf('any', [blankAttribute()])
  const added = append(before, blankEvent())
  expect(itemsOf(added)).toHaveLength(2)
  expect(itemsOf(replaceAt(added, 0, blankEvent()))[0]).toHaveProperty('event')
  expect(itemsOf(removeAt(added, 0))).toHaveLength(1)
  expect(itemsOf(before)).toEqual([blankAttribute()])
})

describe('another operator', () => {
  test.each([
    ['is_set', undefined],
    ['in', ['pro']],
    ['between', ['pro', '']],
    ['within_last', { days: 30 }],
    ['starts_with', 'pro'],
  ] as const)('%s takes over what fits its shape', (operator, value) => {
    expect(withOperator({ attribute: 'plan', operator: 'equals', value: 'pro' }, operator).value).toEqual(value)
  })
})

test.each([
  ['20', 20],
  ['-3.5', -3.5],
  ['007', '007'],
  ['true', true],
  ['"20"', '20'],
  ['vip', 'vip'],
] as const)('%s is typed and shown back alike', (text, value) => {
  expect(readScalar(text)).toBe(value)
  expect(showScalar(value)).toBe(text)
})
