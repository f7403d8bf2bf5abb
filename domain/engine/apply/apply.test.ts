import { describe, expect, test } from 'vitest'
import type { EventLeaf } from '#domain/condition/document.ts'
import { leafKey } from '#domain/condition/reads.ts'
import { awaited } from '#domain/engine/awaited.ts'
import type { LiveJourney } from '#domain/engine/types.ts'
import { compilePlan } from '#domain/journey/plan.ts'
import { type JourneySettings, journeySettingsSchema } from '#domain/journey/settings.ts'
import { journey } from '#tests/support/drawing.ts'
import { apply } from './apply.ts'
import { type Applied, type Known, type MemberWork, nothingKnown, type Passage, pastKey, type StreamRow, type World } from './work.ts'

const NOW = Date.UTC(2026, 10, 21, 10)
const HOUR = 3_600_000
const settingsOf = (reentry: JourneySettings['reentry']): JourneySettings => journeySettingsSchema.parse({ reentry })
const EVERY = settingsOf({ mode: 'every_time' })

function live(drawing: string, rest: Partial<LiveJourney> = {}): LiveJourney {
  const id = rest.id ?? 1
  const plan = compilePlan(journey(drawing), { journeyId: id, workspaceId: 1, versionId: id })
  return { id, workspaceId: 1, status: 'ONGOING', drains: false, settings: EVERY, plan, winners: new Map(), ...rest }
}

const worldOf = (...journeys: LiveJourney[]): World => ({
  now: NOW,
  listening: (event) => journeys.filter(({ status, plan }) => status === 'ONGOING' && plan.listeners.has(event)),
  closing: () => [],
  segments: [],
  dated: [],
  journey: (id) => journeys.find((one) => one.id === id),
  plan: (versionId) => journeys.find(({ plan }) => plan.versionId === versionId)?.plan,
})
const event = (id: number, name: string, rest: Partial<Extract<StreamRow, { kind: 'event' }>> = {}): StreamRow => ({
  ...{ kind: 'event', id, lane: 0, at: NOW - 1_000 + id, traits: null, isHistory: false, hops: 0 },
  event: { id, name, at: NOW - 1_000 + id, properties: {} },
  ...rest,
})
const timer = (progressId: number): StreamRow => ({ kind: 'timer', id: 0, lane: 0, at: NOW - 10, progressId })
const waiting = (id: number, nodeKey: string, rest: Partial<Passage> = {}): Passage => ({
  ...{ id, journeyId: 1, versionId: 1, lane: 0, entryKey: 'n:1', nodeKey, status: 'WAITING', reason: null, visits: 2, rowVersion: 3 },
  ...{ parkedDueAt: null, dueAt: null, rest: null, failedAt: null, variables: {}, enteredAt: NOW - HOUR, convertedAt: null },
  entry: { id: 1, name: 'Go', at: NOW - HOUR, properties: {} },
  ...rest,
})
const memberWork = (rows: StreamRow[], passages: Passage[] = [], attributes = {}): MemberWork => ({
  member: { id: 7, userId: 'jane', timeZone: 'UTC', attributes },
  workspaceZone: 'UTC',
  rows,
  passages,
  ...{ segments: new Map(), wakeAt: null, isAssessed: true, messages: new Map() },
})
function applied(work: MemberWork, world: World, known = nothingKnown()): Applied {
  const answer = apply(work, world, known)
  if ('unknown' in answer) throw new Error(`asked for ${JSON.stringify(answer.unknown)}`)
  return answer
}
const statuses = ({ changes }: Applied) => changes.map(({ status, nodeKey, reason }) => ({ status, nodeKey, reason }))

describe('the goal', () => {
  const bought = live('trigger(Go) → delay 1h → exit', { settings: journeySettingsSchema.parse({ goal: { event: 'Bought' } }) })
  const world: World = { ...worldOf(bought), closing: (name) => (name === awaited.event('Bought') ? [bought] : []) }

  test.each([
    ['ERROR', 'address_blocked'],
    ['ENDED', 'exit'],
  ] as const)('one that is over, %s, is counted as converted and keeps the reason of its end', (status, reason) => {
    const over = waiting(5, 'delay', { nodeKey: null, status, reason })
    const { changes } = applied(memberWork([event(2, 'Bought')], [over]), world, { ...nothingKnown(), passagesOf: new Set([1]) })
    expect(changes).toMatchObject([{ status, reason, nodeKey: null, convertedAt: expect.any(Number) }])
  })
})

describe('entry', () => {
  test('an event starts a passage at the trigger and walks it to where it rests', () => {
    const { changes } = applied(memberWork([event(1, 'Go')]), worldOf(live('trigger(Go) → email hello → delay 1h → exit')))
    expect(changes).toMatchObject([
      {
        passage: { id: null, entryKey: 'event:1', status: 'READY' },
        ...{ status: 'WAITING', nodeKey: 'delay', dueAt: NOW + HOUR, visits: 3 },
        messages: [{ channel: 'email', visit: 2, nodeKey: 'email' }],
      },
    ])
  })

  test('each journey that listens decides for itself', () => {
    const world = worldOf(
      live('trigger(Go) → exit', { id: 1 }),
      live('trigger(Go) → delay 1h → exit', { id: 2 }),
      live('trigger(Stay) → exit', { id: 3 }),
    )
    expect(applied(memberWork([event(1, 'Go')]), world).changes.map(({ passage }) => passage.journeyId)).toEqual([1, 2])
  })

  test('re-entry asks for what was there before, and counts what this batch has opened', () => {
    const settings = settingsOf({ mode: 'once_at_a_time' })
    const world = worldOf(live('trigger(Go) → delay 1h → exit', { settings }))
    const work = memberWork([event(1, 'Go'), event(2, 'Go')])
    const question = { journeyId: 1, entryKey: null }
    expect(apply(work, world, nothingKnown())).toMatchObject({ unknown: { events: [], past: [question, question] } })
    const past = new Map([[pastKey(question), { total: 4, open: 0, lastEnteredAt: NOW - HOUR, hasKey: false }]])
    expect(applied(work, world, { ...nothingKnown(), past }).changes.map(({ passage }) => passage.entryKey)).toEqual(['n:5'])
  })

  test('a passage that ended earlier in the batch is no longer inside', () => {
    const settings = settingsOf({ mode: 'once_at_a_time' })
    const world = worldOf(live('trigger(Go) → delay 1h → exit', { settings }))
    const past = new Map([[pastKey({ journeyId: 1, entryKey: null }), { total: 1, open: 1, lastEnteredAt: NOW - HOUR, hasKey: false }]])
    const work = memberWork([timer(5), event(1, 'Go')], [waiting(5, 'delay')])
    expect(statuses(applied(work, world, { ...nothingKnown(), past })).map(({ status }) => status)).toEqual(['ENDED', 'WAITING'])
    const other = memberWork([event(1, 'Go'), timer(5)], [waiting(5, 'delay')])
    expect(statuses(applied(other, world, { ...nothingKnown(), past })).map(({ status }) => status)).toEqual(['ENDED'])
  })

  test('a paused journey starts nothing, and history starts nothing', () => {
    expect(applied(memberWork([event(1, 'Go')]), worldOf(live('trigger(Go) → exit', { status: 'PAUSED' }))).changes).toEqual([])
    expect(applied(memberWork([event(1, 'Go', { isHistory: true })]), worldOf(live('trigger(Go) → exit'))).changes).toEqual([])
  })
})

describe('facts', () => {
  const buys = live('trigger(Buy) → condition(Buy x3: yes→exit many, no→exit few)')
  const leaf: EventLeaf = { event: 'Buy', count: { operator: 'gte', value: 3 } }

  test('an event sees those before it and itself, none after it', () => {
    const known: Known = { ...nothingKnown(), counts: new Map([[leafKey(leaf), { count: 1, firstAt: NOW - HOUR }]]) }
    const work = memberWork([event(1, 'Buy'), event(2, 'Buy'), event(3, 'Buy')])
    expect(statuses(applied(work, worldOf(buys), known)).map(({ reason }) => reason)).toEqual(['few', 'many', 'many'])
  })

  test('history that comes in the same batch is counted', () => {
    const known: Known = { ...nothingKnown(), counts: new Map([[leafKey(leaf), { count: 1, firstAt: NOW - HOUR }]]) }
    const work = memberWork([event(1, 'Buy', { isHistory: true }), event(2, 'Buy')])
    expect(statuses(applied(work, worldOf(buys), known)).map(({ reason }) => reason)).toEqual(['many'])
  })

  test('a fact that is not known is asked for, and nothing is decided without it', () => {
    expect(apply(memberWork([event(1, 'Buy')]), worldOf(buys), nothingKnown())).toMatchObject({ unknown: { events: [leaf], past: [] } })
  })
})

describe('attributes', () => {
  test('traits count for the event that brings them', () => {
    const world = worldOf(live('trigger(Go) → condition(plan equals pro: yes→exit pro, no→exit free)'))
    const rows = [event(1, 'Go', { traits: { plan: 'pro' } }), event(2, 'Go', { traits: { plan: null } })]
    const { changes, attributes } = applied(memberWork(rows, [], { plan: 'free' }), world)
    expect(changes.map(({ reason }) => reason)).toEqual(['pro', 'free'])
    expect(attributes).toEqual({
      ...{ set: { plan: null }, email: null, timeZone: null },
      history: [
        { causeId: 1, at: NOW - 999, changes: { plan: ['free', 'pro'] } },
        { causeId: 2, at: NOW - 998, changes: { plan: ['pro', null] } },
      ],
    })
  })

  test('what is set to what it was changes nothing', () => {
    const rows: StreamRow[] = [{ kind: 'change', id: 1, lane: 0, at: NOW, set: { tags: ['a', { b: 1 }], gone: null } }]
    expect(applied(memberWork(rows, [], { tags: ['a', { b: 1 }] }), worldOf()).attributes).toBeNull()
  })

  test('a name such as __proto__ is a name like any other', () => {
    const set = JSON.parse('{"__proto__": {"admin": true}}')
    const { attributes } = applied(memberWork([{ kind: 'change', id: 1, lane: 0, at: NOW, set }]), worldOf())
    expect(JSON.stringify(attributes?.set)).toBe('{"__proto__":{"admin":true}}')
    expect(Object.getPrototypeOf(attributes?.set)).toBe(Object.prototype)
  })
})

describe('timers and commands', () => {
  const drawing = 'trigger(Go) → delay 1h → email late → exit done'
  const rearm: StreamRow = { kind: 'rearm', id: 9, lane: 1, at: NOW, progressId: 5, dueAt: null }
  const cancel: StreamRow = { kind: 'cancel', id: 9, lane: 0, at: NOW, progressId: 5, reason: 'operator' }

  test('a timer ends the wait; leaving it is the first line of the walk', () => {
    const { changes } = applied(memberWork([timer(5)], [waiting(5, 'delay')]), worldOf(live(drawing)))
    expect(changes).toMatchObject([{ status: 'ENDED', reason: 'done', visits: 4, messages: [{ nodeKey: 'email' }] }])
    expect(changes[0]?.walk[0]).toMatchObject({ number: 2, nodeKey: 'delay', outlet: 'next', arrived: false })
  })

  test('a timer of a passage that is over, or of none, is dropped', () => {
    const over = waiting(5, 'delay', { nodeKey: null, status: 'CANCELED' })
    expect(applied(memberWork([timer(5), timer(6)], [over]), worldOf(live(drawing))).changes).toEqual([])
  })

  test('while paused a timer is parked and a re-arming waits; later it goes on, at once or at an instant', () => {
    const paused = worldOf(live(drawing, { status: 'PAUSED' }))
    expect(applied(memberWork([timer(5)], [waiting(5, 'delay')]), paused).changes).toMatchObject([
      { status: 'WAITING', nodeKey: 'delay', parkedDueAt: NOW - 10, dueAt: null, walk: [] },
    ])
    const parked = [waiting(5, 'delay', { parkedDueAt: NOW - HOUR })]
    expect(applied(memberWork([rearm], parked), paused).changes).toEqual([])
    expect(applied(memberWork([rearm], parked), worldOf(live(drawing))).changes).toMatchObject([{ status: 'ENDED', parkedDueAt: null }])
    expect(applied(memberWork([{ ...rearm, dueAt: NOW + 5 }], parked), worldOf(live(drawing))).changes).toMatchObject([
      { status: 'WAITING', parkedDueAt: null, dueAt: NOW + 5 },
    ])
    expect(applied(memberWork([rearm], [waiting(5, 'delay')]), worldOf(live(drawing))).changes).toEqual([])
  })

  test('a cancel ends the passage where it stands, also after its timer in the same batch', () => {
    const answer = applied(memberWork([cancel], [waiting(5, 'delay', { dueAt: NOW + HOUR })]), worldOf(live(drawing)))
    const { changes } = answer
    expect(statuses(answer)).toEqual([{ status: 'CANCELED', nodeKey: null, reason: 'operator' }])
    expect(changes[0]?.walk).toEqual([{ number: 2, nodeKey: 'delay', outlet: null, arrived: false, outcome: 'skip', reason: 'operator' }])
    expect(changes).toMatchObject([{ dueAt: null, hasFired: false, passage: { dueAt: NOW + HOUR } }])
    const twice = worldOf(live('trigger(Go) → delay 1h → delay 2h → exit'))
    expect(applied(memberWork([timer(5), cancel], [waiting(5, 'delay')]), twice).changes).toMatchObject([
      { status: 'CANCELED', dueAt: null, visits: 3 },
    ])
  })

  describe('a passage in ERROR', () => {
    const failed = (failedAt: string) => waiting(5, '', { nodeKey: null, status: 'ERROR', reason: 'it broke', failedAt, visits: 3 })
    const retry = (rest: object = {}): StreamRow => ({ kind: 'retry', id: 1, lane: 1, at: NOW, progressId: 5, skips: false, ...rest })
    const world = worldOf(live('trigger(Go) → email hello → delay 1h → exit'))
    const afterwards = (row: StreamRow, at = 'email', of = world) => applied(memberWork([row], [failed(at)]), of).changes

    test('goes on at the node that failed, past it, or at another', () => {
      const open = { isReopened: true, reason: null, failedAt: null }
      expect(afterwards(retry())).toMatchObject([{ ...open, status: 'WAITING', nodeKey: 'delay', messages: [{ nodeKey: 'email' }] }])
      expect(afterwards(retry({ skips: true }))).toMatchObject([{ ...open, status: 'WAITING', nodeKey: 'delay', messages: [] }])
      expect(afterwards(retry({ nodeKey: 'exit' }))).toMatchObject([{ isReopened: true, status: 'ENDED', nodeKey: null, reason: 'exit' }])
    })

    test('that skips its last node, or is given up, has arrived there once more and left', () => {
      const last = { visits: 4, nodeKey: null, walk: [{ number: 4, nodeKey: 'exit', arrived: true, outlet: null, outcome: 'skip' }] }
      expect(afterwards(retry({ skips: true }), 'exit')).toMatchObject([{ ...last, status: 'ENDED', reason: 'skipped', isReopened: true }])
      const exit: StreamRow = { kind: 'exit', id: 1, lane: 1, at: NOW, progressId: 5, reason: 'operator' }
      expect(afterwards(exit, 'exit')).toMatchObject([{ ...last, status: 'CANCELED', reason: 'operator', isReopened: true }])
    })

    test('is left alone where it cannot go on, and waits while its journey is paused', () => {
      expect(afterwards(retry({ nodeKey: 'gone' }))).toEqual([])
      expect(afterwards(retry(), 'email', worldOf(live('trigger(Go) → email hello', { status: 'ENDED' })))).toEqual([])
      const paused = afterwards(retry(), 'email', worldOf(live('trigger(Go) → email hello → exit', { status: 'PAUSED' })))
      expect(paused).toMatchObject([{ status: 'READY', nodeKey: 'email', parkedDueAt: NOW, walk: [] }])
      const open = applied(memberWork([retry()], [waiting(5, 'delay')]), world)
      expect(open.changes).toEqual([])
    })
  })

  test('an ended journey cancels or drains; a deleted one cancels; a version that cannot be read is an error', () => {
    const work = memberWork([timer(5)], [waiting(5, 'delay')])
    expect(applied(work, worldOf(live(drawing, { status: 'ENDED' }))).changes).toMatchObject([
      { status: 'CANCELED', reason: 'journey_ended' },
    ])
    expect(applied(work, worldOf(live(drawing, { status: 'ENDED', drains: true }))).changes).toMatchObject([{ status: 'ENDED' }])
    expect(applied(work, worldOf()).changes).toMatchObject([{ status: 'CANCELED', reason: 'journey_deleted' }])
    const unreadable = memberWork([timer(5)], [waiting(5, 'delay', { versionId: 99 })])
    expect(applied(unreadable, worldOf(live(drawing))).changes).toMatchObject([{ status: 'ERROR', reason: 'unknown_version' }])
  })

  test('nothing that was given is changed', () => {
    const work = memberWork([timer(5), event(1, 'Go', { traits: { a: 1 } })], [waiting(5, 'delay')])
    const before = JSON.stringify(work)
    applied(work, worldOf(live(drawing)))
    expect(JSON.stringify(work)).toBe(before)
  })
})
