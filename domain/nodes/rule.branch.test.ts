import { expect, test } from 'vitest'
import { advance } from '#domain/engine/advance.ts'
import type { EventInHand, Facts, MemberFacts } from '#domain/engine/types.ts'
import { atEntry, counting, event, member, noFacts, plan } from '#tests/support/drawing.ts'
import { definitionOf } from './registry.ts'

type Given = { attributes?: MemberFacts['attributes']; facts?: Facts; entry?: EventInHand }
function taken(drawing: string, { attributes = {}, facts = noFacts, entry = event('Go') }: Given) {
  const of = plan(drawing)
  const walked = advance(of, atEntry(of, entry), member(attributes), facts, 0)
  if ('ask' in walked) return `asks ${walked.ask.events?.map((leaf) => leaf.event).join(', ')}`
  return walked.walk.find(({ nodeKey }) => nodeKey.startsWith('branch'))?.outlet
}

const plans = 'trigger(Go) → branch(plan equals vip | plan is_set: a→exit, b→exit, else→exit)'
const mixed = 'trigger(Go) → branch(A x2 | plan equals vip | B x2 | C x2: a→exit, b→exit, c→exit, d→exit, else→exit)'
const byEntry = 'trigger(Go) → branchEntry(revenue gte 100 | revenue gte 20: a→exit, b→exit, else→exit)'

test.each<[string, string, Given, string]>([
  ['the first that holds', plans, { attributes: { plan: 'vip' } }, 'a'],
  ['the second where the first does not', plans, { attributes: { plan: 'pro' } }, 'b'],
  ['else where none does', plans, {}, 'else'],
  ['history is asked for in one round', mixed, {}, 'asks A, B, C'],
  ['only as far as what is known decides', mixed, { attributes: { plan: 'vip' } }, 'asks A'],
  ['with the history', mixed, { attributes: { plan: 'vip' }, facts: counting(1) }, 'b'],
  ['with enough of it', mixed, { attributes: { plan: 'vip' }, facts: counting(2) }, 'a'],
  ['by the entry event', byEntry, { entry: event('Go', { revenue: 150 }) }, 'a'],
  ['by the entry event, the second', byEntry, { entry: event('Go', { revenue: '20' }), attributes: { revenue: 500 } }, 'b'],
  ['by the entry event, without the property', byEntry, { attributes: { revenue: 500 } }, 'else'],
])('%s', (_, drawing, given, expected) => {
  expect(taken(drawing, given)).toBe(expected)
})

test('shows what was compared up to the branch taken', () => {
  const of = plan(plans)
  const walked = advance(of, atEntry(of, event('Go')), member({ plan: 'pro' }), noFacts, 0)
  expect(walked).toMatchObject({
    walk: [
      {},
      {
        outlet: 'b',
        saw: [
          { actual: 'pro', held: false },
          { actual: 'pro', held: true },
        ],
      },
      {},
    ],
  })
})

test('its outlets are the branches in order and else, by the names they were given', () => {
  const { outlets, outletNames } = definitionOf('rule.branch')
  const draft = { branches: [{ outlet: 'b', name: 'Rich' }, { outlet: 'a' }, { outlet: 'b' }, {}, 5, { outlet: 'else' }] }
  expect(outlets(draft)).toEqual(['b', 'a', 'else'])
  expect(outletNames?.(draft)).toEqual({ b: 'Rich' })
})
