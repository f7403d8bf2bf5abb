import { describe, expect, test } from 'vitest'
import { type EventLeaf, eventLeafSchema } from './document.ts'
import { factsFrom } from './memory.ts'
import { canonical, leafKey, readsOf } from './reads.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')
const ago = (hours: number, revenue: number) => ({ name: 'Order Completed', at: NOW - hours * 3_600_000, properties: { revenue } })
const history = [ago(1, 10), ago(24, 20), ago(24 * 7, 30), { name: 'order completed', at: NOW, properties: {} }]
const count = (leaf: EventLeaf) => factsFrom(history, NOW, 'UTC').count(eventLeafSchema.parse(leaf))

describe('counting events', () => {
  test.each<[string, EventLeaf, number]>([
    ['by name, to the letter', { event: 'Order Completed' }, 3],
    ['by properties', { event: 'Order Completed', where: { property: 'revenue', operator: 'gte', value: 20 } }, 2],
    ['in a window that begins after its start', { event: 'Order Completed', within: { hours: 24 } }, 1],
    ['in a window a moment longer', { event: 'Order Completed', within: { hours: 24, seconds: 1 } }, 2],
    ['in a week of 168 hours', { event: 'Order Completed', within: { weeks: 1, seconds: 1 } }, 3],
    ['of a name that never came', { event: 'constructor' }, 0],
  ])('%s', (_, leaf, expected) => {
    expect(count(leaf)).toBe(expected)
  })

  test('names the instant at which the first of them leaves the window', () => {
    const facts = factsFrom(history, NOW, 'UTC')
    expect(facts.nextExpiry({ event: 'Order Completed', within: { days: 2 } })).toBe(NOW + 24 * 3_600_000)
    expect(facts.nextExpiry({ event: 'Order Completed' })).toBeNull()
    expect(facts.nextExpiry({ event: 'Other', within: { days: 2 } })).toBeNull()
  })

  test('reads properties as of the event, so that its answer never changes', () => {
    const trial = { name: 'Trial', at: NOW - 90 * 86_400_000, properties: { since: new Date(NOW - 91 * 86_400_000).toISOString() } }
    const leaf: EventLeaf = { event: 'Trial', where: { property: 'since', operator: 'within_last', value: { days: 2 } } }
    expect(factsFrom([trial], NOW, 'UTC').count(leaf)).toBe(1)
  })
})

describe('what a condition reads', () => {
  test('each fact once, whatever its count is compared with', () => {
    const leaf = (value: number): EventLeaf => ({ event: 'A', within: { days: 1 }, count: { operator: 'gte', value } })
    const reads = readsOf({ all: [leaf(1), { any: [leaf(2), { attribute: 'plan', operator: 'is_set' }] }, { event: 'A' }] })
    expect(reads.attributes).toEqual(['plan'])
    expect(reads.leaves.map((leaf) => leafKey(leaf))).toEqual([leafKey(leaf(9)), leafKey({ event: 'A' })])
  })

  test('a key does not depend on the order of keys or on undefined ones', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe(canonical({ b: [1, { c: 'x', d: null }] }))
    expect(leafKey({ event: 'A', within: { days: 1, hours: 2 } })).toBe(leafKey({ within: { hours: 2, days: 1 }, event: 'A' }))
  })
})
