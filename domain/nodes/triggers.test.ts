import { describe, expect, test } from 'vitest'
import { triggeredBy } from '#domain/engine/entry.ts'
import type { EventInHand, Json } from '#domain/engine/types.ts'
import { member, noFacts, plan } from '#tests/support/drawing.ts'
import { definitionOf } from './registry.ts'

const AT = Date.parse('2026-11-21T10:00:00Z')
const event = (name: string, properties: EventInHand['properties']): EventInHand => ({ id: 7, part: 1, name, at: AT, properties })

function starts(step: string, happened: EventInHand) {
  const found = triggeredBy(plan(`${step} → exit`), happened, member(), noFacts, AT)
  if (!found.known) throw new Error('asked for facts')
  return found.trigger
}

describe('a change of a segment', () => {
  const change = (segment: string, how: string) => event('segment_membership_changed', { segment, change: how })
  test.each([
    ['onSegment(vip)', change('vip', 'entered'), true],
    ['onSegment(vip)', change('vip', 'left'), false],
    ['onSegment(vip left)', change('vip', 'left'), true],
    ['onSegment(vip)', change('other', 'entered'), false],
    ['onSegment(vip)', event('Order Completed', { segment: 'vip', change: 'entered' }), false],
  ])('%s, %j: %s', (step, happened, expected) => {
    expect(starts(step, happened) !== null).toBe(expected)
  })

  test('is what its entry shows', () => {
    expect(starts('onSegment(vip)', change('vip', 'entered'))?.saw).toMatchObject([{ subject: 'vip', of: 'segment', held: true }])
  })
})

describe('a change of an attribute', () => {
  const change = (before: Json, after: Json, name = 'plan') => event('profile_changed', { changes: { [name]: { before, after } } })
  test.each([
    ['onAttribute(plan)', change('free', 'pro'), true],
    ['onAttribute(plan)', change(null, 'pro'), true],
    ['onAttribute(plan)', change('pro', null), true],
    ['onAttribute(plan)', change('a', 'b', 'color'), false],
    ['onAttribute(plan)', event('profile_changed', {}), false],
    ['onAttribute(constructor)', change('free', 'pro'), false],
    ['onAttribute(plan to equals pro)', change('free', 'pro'), true],
    ['onAttribute(plan to equals pro)', change('pro', 'free'), false],
    ['onAttribute(plan from equals free to equals pro)', change('free', 'pro'), true],
    ['onAttribute(plan from equals trial to equals pro)', change('free', 'pro'), false],
    ['onAttribute(plan from is_not_set)', change(null, 'pro'), true],
    ['onAttribute(score from lt 10 to gte 10)', change(9, 10, 'score'), true],
    ['onAttribute(score from lt 10 to gte 10)', change(10, 11, 'score'), false],
  ])('%s, %j: %s', (step, happened, expected) => {
    expect(starts(step, happened) !== null).toBe(expected)
  })
})

describe('a date of the member', () => {
  function next(step: string, attributes: { [name: string]: Json }, after: string, zone = 'UTC') {
    const of = plan(`${step} → exit`)
    const settings = of.nodes.get('onDate')?.settings
    const at = definitionOf('trigger.date').trigger?.nextAt?.({ settings, member: member(attributes, zone), after: Date.parse(after) })
    return at === null || at === undefined ? null : new Date(at).toISOString()
  }
  const renewsAt = '2026-12-24'
  test.each([
    ['at nine, where nothing else is said', next('onDate(renewsAt)', { renewsAt }, '2026-11-21'), '2026-12-24T09:00:00.000Z'],
    ['in the zone', next('onDate(renewsAt)', { renewsAt }, '2026-11-21', 'Asia/Tokyo'), '2026-12-24T00:00:00.000Z'],
    ['days before', next('onDate(renewsAt 3d before at 08.30)', { renewsAt }, '2026-11-21'), '2026-12-21T08:30:00.000Z'],
    ['once', next('onDate(renewsAt)', { renewsAt }, '2026-12-24T09:00:00Z'), null],
    ['never, where it is no date', next('onDate(renewsAt)', { renewsAt: 'soon' }, '2026-11-21'), null],
    ['never, where it is unset', next('onDate(renewsAt)', {}, '2026-11-21'), null],
    ['every year', next('onDate(birthday yearly)', { birthday: '1992-02-29' }, '2026-11-21'), '2027-02-28T09:00:00.000Z'],
    ['every fourth on the day', next('onDate(birthday yearly)', { birthday: '1992-02-29' }, '2027-03-01'), '2028-02-29T09:00:00.000Z'],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected)
  })

  test('is reckoned anew when the attribute or the zone changes', () => {
    const of = plan('onDate(birthday yearly) → exit')
    expect(of.attributes).toEqual(['birthday', 'timezone'])
  })
})
