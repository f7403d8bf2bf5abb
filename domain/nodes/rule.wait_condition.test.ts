import { expect, test } from 'vitest'
import { advance } from '#domain/engine/advance.ts'
import type { Cause } from '#domain/engine/decision.ts'
import type { Facts, MemberFacts, Standing } from '#domain/engine/types.ts'
import { atEntry, counting, member, noFacts, plan } from '#tests/support/drawing.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')
const HOUR = 3_600_000

type Given = { attributes?: MemberFacts['attributes']; facts?: Facts; now?: number; cause?: Cause; rest?: Standing['rest'] }

function at(drawing: string, { attributes = {}, facts = noFacts, now = NOW, cause, rest = null }: Given) {
  const of = plan(drawing)
  const here = rest ? { nodeKey: 'waitTrue', status: 'WAITING' as const, visits: 2, rest } : {}
  const walked = advance(of, { ...atEntry(of), enteredAt: NOW, ...here }, member(attributes), facts, now, cause && { cause })
  if ('ask' in walked) return { asks: walked.ask.events?.map(({ event }) => event) }
  const left = walked.walk.find(({ nodeKey, outlet }) => nodeKey === 'waitTrue' && outlet)
  return { outlet: left?.outlet ?? null, dueAt: walked.dueAt, rest: walked.rest, saw: left?.saw }
}
const vip = 'trigger(Go) → waitTrue(plan equals vip within 2h: yes→exit, timeout→exit)'
const rest = { since: NOW, until: NOW + 2 * HOUR, awaits: ['attribute plan'] }
const change: Cause = { by: 'change' }

test.each<[string, Given, string | null]>([
  ['true on arrival goes on at once', { attributes: { plan: 'vip' } }, 'yes'],
  ['not true waits', {}, null],
  ['come true goes on', { rest, cause: change, attributes: { plan: 'vip' }, now: NOW + HOUR }, 'yes'],
  ['still not true goes on waiting', { rest, cause: change, attributes: { plan: 'pro' }, now: NOW + HOUR }, null],
  ['the time is up', { rest, cause: { by: 'timer' }, now: NOW + 2 * HOUR }, 'timeout'],
  ['true when the time is up', { rest, cause: { by: 'timer' }, now: NOW + 2 * HOUR, attributes: { plan: 'vip' } }, 'yes'],
  ['a timer before that looks again', { rest, cause: { by: 'timer' }, now: NOW + HOUR }, null],
])('%s', (_, given, outlet) => {
  expect(at(vip, given).outlet).toBe(outlet)
})

test('waits for whatever its condition reads, and its end does not drift', () => {
  expect(at(vip, {})).toMatchObject({ dueAt: rest.until, rest })
  for (const cause of [change, { by: 'edit' }] as const) expect(at(vip, { rest, cause, now: NOW + HOUR })).toMatchObject({ rest })
})

test('a condition that changes by time alone is looked at then', () => {
  const trial = plan('trigger(Go) → waitTrue(trial is_set within 2d: yes→exit)')
  const node = trial.nodes.get('waitTrue')
  if (!node) throw new Error('no node')
  const condition = { attribute: 'trial', operator: 'not_within_last', value: { hours: 3 } }
  const settings = { condition, timeout: { days: 2 }, from: 'arrival' }
  const of = { ...trial, nodes: new Map(trial.nodes).set('waitTrue', { ...node, settings }) }
  const walked = advance(of, { ...atEntry(of), enteredAt: NOW }, member({ trial: '2026-11-21T09:00:00Z' }), noFacts, NOW)
  expect(walked).toMatchObject({ dueAt: NOW + 2 * HOUR, rest: { until: NOW + 48 * HOUR } })
})

test('asks for the history it needs, and waits for those events', () => {
  const counted = 'trigger(Go) → waitTrue(Bought x3 within 1d: yes→exit, timeout→exit)'
  expect(at(counted, {})).toEqual({ asks: ['Bought'] })
  expect(at(counted, { facts: counting(2) }).rest?.awaits).toEqual(['event Bought'])
  expect(at(counted, { facts: counting(3) })).toMatchObject({ outlet: 'yes', saw: [{ subject: 'Bought', actual: 3 }] })
})
