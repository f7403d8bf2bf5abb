import { describe, expect, test } from 'vitest'
import type { Cause } from '#domain/engine/decision.ts'
import type { LiveJourney } from '#domain/engine/types.ts'
import { compilePlan } from '#domain/journey/plan.ts'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import { journey } from '#tests/support/drawing.ts'
import { apply } from './apply.ts'
import { type MemberWork, nothingKnown, type Passage, type StreamRow, type World } from './work.ts'

const NOW = Date.UTC(2026, 10, 21, 10)
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The member came to `wait` a day ago, where version 1 waits three days. */
const waiting: Passage = {
  ...{
    id: 5,
    journeyId: 1,
    versionId: 1,
    lane: 0,
    entryKey: 'n:1',
    nodeKey: 'wait',
    status: 'WAITING',
    reason: null,
    visits: 2,
    rowVersion: 3,
  },
  ...{ parkedDueAt: null, dueAt: NOW + 2 * DAY, rest: null, failedAt: null, variables: {}, enteredAt: NOW - DAY, convertedAt: null },
  entry: { id: 1, name: 'Go', at: NOW - DAY, properties: {} },
}
const before = 'trigger(Go) → wait=delay 3d → exit'
const moveRow = (moves: Extract<StreamRow, { kind: 'move' }>['moves'] = null): StreamRow => ({
  ...{ kind: 'move', id: 9, lane: 1, at: NOW, progressId: 5, versionId: 2, moves, moveId: 1 },
})
const rearmRow = (more: Partial<Extract<StreamRow, { kind: 'rearm' }>> = {}): StreamRow => ({
  ...{ kind: 'rearm', id: 10, lane: 1, at: NOW, progressId: 5, dueAt: null },
  ...more,
})
const timerRow: StreamRow = { kind: 'timer', id: 0, lane: 1, at: NOW, progressId: 5 }

function run(after: string, rows: StreamRow[], passage: Partial<Passage> = {}, status: LiveJourney['status'] = 'ONGOING') {
  const plans = [before, after].map((drawing, i) => compilePlan(journey(drawing), { journeyId: 1, workspaceId: 1, versionId: i + 1 }))
  const [, second] = plans
  const live: LiveJourney = {
    ...{ id: 1, workspaceId: 1, status, drains: false, settings: journeySettingsSchema.parse({}), winners: new Map() },
    plan: second ?? compilePlan(journey(before), { journeyId: 1, workspaceId: 1, versionId: 1 }),
  }
  const world: World = {
    ...{ now: NOW, listening: () => [], closing: () => [], segments: [], dated: [] },
    journey: () => live,
    plan: (versionId) => plans[versionId - 1],
  }
  const work: MemberWork = {
    member: { id: 7, userId: 'jane', timeZone: 'UTC', attributes: {} },
    ...{ workspaceZone: 'UTC', rows, passages: [{ ...waiting, ...passage }], segments: new Map() },
    ...{ wakeAt: null, isAssessed: true, messages: new Map(), arrivals: new Map([[5, NOW - DAY]]) },
  }
  const answer = apply(work, world, nothingKnown())
  if ('unknown' in answer) throw new Error('asked')
  return answer
}

describe('a member who waits in a delay goes over to a new version', () => {
  test.each([
    ['a longer delay: until that long after the arrival', '5d', NOW + 4 * DAY],
    ['a shorter one', '2d', NOW + DAY],
    ['one that would be over: at once', '1h', NOW - DAY + HOUR],
    ['the same delay: as before', '3d', NOW + 2 * DAY],
  ])('%s', (_, delay, dueAt) => {
    const { changes, moved } = run(`trigger(Go) → wait=delay ${delay} → exit`, [moveRow()])
    expect(changes).toMatchObject([{ versionId: 2, nodeKey: 'wait', status: 'WAITING', dueAt, parkedDueAt: null, walk: [] }])
    expect(moved).toEqual([{ moveId: 1, left: false }])
  })

  test('what was reckoned from the arrival once is reckoned from there again', () => {
    const rest = { since: NOW - 2 * DAY, until: NOW + DAY, awaits: [] }
    expect(run('trigger(Go) → wait=delay 5d → exit', [moveRow()], { rest }).changes).toMatchObject([{ dueAt: NOW + 3 * DAY }])
  })

  test('to another node: it arrives there, and the move is a line of its walk', () => {
    const { changes } = run('trigger(Go) → wait=delay 3d → mail=email → exit', [moveRow({ wait: 'mail' })])
    expect(changes[0]).toMatchObject({ versionId: 2, status: 'ENDED', messages: [{ nodeKey: 'mail' }] })
    expect(changes[0]?.walk[0]).toMatchObject({ nodeKey: 'wait', outlet: '!moved', reason: 'version' })
  })

  test('to a node of the same key and another kind: it arrives there anew', () => {
    expect(run('trigger(Go) → wait=email → exit', [moveRow()]).changes).toMatchObject([
      { status: 'ENDED', messages: [{ nodeKey: 'wait' }] },
    ])
  })

  test('out of the journey, where the plan says so or the node is gone', () => {
    const left = { status: 'CANCELED', reason: 'version_exit' }
    expect(run(before, [moveRow({ wait: null })]).changes).toMatchObject([left])
    const { changes, moved } = run('trigger(Go) → exit', [moveRow()])
    expect(changes).toMatchObject([left])
    expect(moved).toEqual([{ moveId: 1, left: true }])
  })

  test('a plan that does not name the node, and a version it is on already, change nothing', () => {
    for (const passage of [{}, { versionId: 2 }, { versionId: 3 }]) {
      const { changes, moved } = run(before, [moveRow(passage.versionId ? null : { other: null })], passage)
      expect([changes, moved]).toEqual([[], []])
    }
  })
})

describe('in a pause', () => {
  test('a wait is reckoned anew, and nobody moves', () => {
    expect(run('trigger(Go) → wait=delay 1h → exit', [moveRow()], {}, 'PAUSED').changes).toMatchObject([
      { versionId: 2, status: 'WAITING', nodeKey: 'wait', dueAt: NOW - DAY + HOUR },
    ])
    expect(run('trigger(Go) → wait=delay 3d → mail=email → exit', [moveRow({ wait: 'mail' })], {}, 'PAUSED').changes).toMatchObject([
      { versionId: 2, status: 'READY', nodeKey: 'mail', parkedDueAt: NOW, messages: [] },
    ])
  })

  test('one whose timer was met waits on where the new delay is longer, else stays parked since the new end', () => {
    const parked = { dueAt: null, parkedDueAt: NOW - HOUR }
    expect(run('trigger(Go) → wait=delay 5d → exit', [moveRow()], parked, 'PAUSED').changes).toMatchObject([
      { versionId: 2, dueAt: NOW + 4 * DAY, parkedDueAt: null },
    ])
    expect(run('trigger(Go) → wait=delay 1h → exit', [moveRow()], parked, 'PAUSED').changes).toMatchObject([
      { versionId: 2, dueAt: null, parkedDueAt: NOW - DAY + HOUR },
    ])
  })

  test('nothing is re-armed', () => {
    expect(run(before, [rearmRow()], { dueAt: null, parkedDueAt: NOW - HOUR }, 'PAUSED').changes).toEqual([])
  })
})

describe('after a pause', () => {
  const parkedTimer = { dueAt: null, parkedDueAt: NOW - HOUR }
  const event: Cause = { by: 'event', event: { id: 2, name: 'Bought', at: NOW, properties: {} } }
  const restWith = (at: number, cause: Cause = event) => ({
    since: NOW - DAY,
    until: NOW - HOUR,
    awaits: ['event Bought'],
    parked: { at, cause },
  })

  test('who is too late is canceled, with the reason', () => {
    expect(run(before, [rearmRow({ isTooLate: true })], parkedTimer).changes).toMatchObject([{ status: 'CANCELED', reason: 'too_late' }])
  })

  test('who has an instant of its own goes on then', () => {
    expect(run(before, [rearmRow({ dueAt: NOW + HOUR })], parkedTimer).changes).toMatchObject([{ dueAt: NOW + HOUR, parkedDueAt: null }])
  })

  test.each([
    ['the event, when it came before the timer', NOW - 2 * HOUR, event],
    ['the timer, when it was met before the event', NOW - HOUR / 2, { by: 'timer' }],
  ] as const)('what came first is kept until then: %s', (_, at, cause) => {
    const { changes } = run(before, [rearmRow({ dueAt: NOW + HOUR })], { ...parkedTimer, rest: restWith(at) })
    expect(changes[0]?.rest?.parked?.cause).toEqual(cause)
  })

  test('an event that comes meanwhile is later than what is parked', () => {
    const now: StreamRow = {
      ...{ kind: 'event', id: 11, lane: 0, at: NOW, traits: null, isHistory: false, hops: 0 },
      event: { id: 11, name: 'Bought', at: NOW, properties: {} },
    }
    expect(run(before, [now], { dueAt: NOW + HOUR, rest: restWith(NOW - HOUR, { by: 'timer' }) }).changes).toEqual([])
  })

  test('when its instant has come, it goes on with what came first', () => {
    const timer = restWith(NOW - HOUR, { by: 'timer' })
    expect(run(before, [timerRow], { dueAt: NOW, rest: timer }).changes).toMatchObject([{ status: 'ENDED', hasFired: true }])
  })

  test('a timer that is still ahead is armed again', () => {
    expect(run(before, [rearmRow()], { dueAt: null, parkedDueAt: NOW + HOUR }).changes).toMatchObject([
      { dueAt: NOW + HOUR, parkedDueAt: null },
    ])
  })
})
