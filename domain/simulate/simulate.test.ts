import { describe, expect, test } from 'vitest'
import { readsOf } from '#domain/condition/reads.ts'
import { journey } from '#tests/support/drawing.ts'
import { events, player, simulator } from '#tests/support/play.ts'
import type { Player } from './member.ts'
import type { Simulator } from './simulate.ts'

const AT = Date.UTC(2026, 5, 1, 12)
const HOUR = 3_600_000
const DAY = 24 * HOUR
const WEEK = { from: AT, to: AT + 7 * DAY }

function run(on: Simulator, ...players: Player[]) {
  for (const one of players) on.play(one)
  return on.result()
}
const way = (on: Simulator, one: Player) =>
  run(on, one).paths?.[0]?.passages.map(({ status, reason, steps }) => [
    ...steps.map(({ node, outlet }) => `${node}:${outlet}`),
    `${status} ${reason}`,
  ])

describe('time', () => {
  const delayed = journey('trigger(Go) → delay 1d → email hello → exit done')

  test('timers run under the virtual clock, and what they do falls on their day', () => {
    const result = run(simulator(delayed, WEEK), player({ happened: events(['Go', AT + HOUR]) }))
    expect(result.journey).toMatchObject({
      triggered: 1,
      inProgress: 0,
      ended: 1,
      outcomes: [{ status: 'ENDED', reason: 'done', count: 1 }],
    })
    expect(result.nodes).toMatchObject({
      trigger: { entered: 1, waiting: 0, left: { next: 1 } },
      delay: { entered: 1, waiting: 0, left: { next: 1 } },
      email: { entered: 1, left: { next: 1 }, messages: { created: 1, sent: 1, opened: 0, delivered: null } },
      exit: { entered: 1, stopped: { ended: 1 } },
    })
    expect(result.series.map(({ triggered, ended, messages, byChannel }) => [triggered, ended, messages, byChannel.email ?? 0])).toEqual([
      [1, 0, 0, 0],
      [0, 1, 1, 1],
      ...Array.from({ length: 6 }, () => [0, 0, 0, 0]),
    ])
    expect(result.paths?.[0]?.passages[0]).toMatchObject({
      enteredAt: new Date(AT + HOUR).toISOString(),
      steps: [
        { node: 'trigger' },
        { node: 'delay', leftAt: new Date(AT + HOUR + DAY).toISOString(), outlet: 'next' },
        { node: 'email' },
        { node: 'exit', reason: 'done' },
      ],
      messages: [{ at: new Date(AT + HOUR + DAY).toISOString(), channel: 'email', template: 'hello', outcome: 'sent' }],
    })
  })

  test('a call is answered at once', () => {
    const calling = journey('trigger(Go) → delay 1d → call(POST https://example.com/hook; awaits: next→exit ok, error→exit failed)')
    expect(way(simulator(calling, WEEK), player({ happened: events(['Go', AT]) }))).toEqual([
      ['trigger:next', 'delay:next', 'call:next', 'exit:null', 'ENDED ok'],
    ])
  })

  test('a timer due exactly at the end does not fire; one a millisecond earlier does', () => {
    const waiting = run(simulator(delayed, WEEK), player({ happened: events(['Go', WEEK.to - DAY]) }))
    expect(waiting.journey).toMatchObject({ triggered: 1, inProgress: 1, ended: 0 })
    expect(waiting.nodes.delay).toEqual({ entered: 1, waiting: 1, left: {} })
    expect(run(simulator(delayed, WEEK), player({ happened: events(['Go', WEEK.to - DAY - 1]) })).journey).toMatchObject({ ended: 1 })
  })

  test('an event at the end is outside, one at the beginning inside', () => {
    expect(run(simulator(delayed, WEEK), player({ happened: events(['Go', WEEK.to]) })).journey.triggered).toBe(0)
    expect(run(simulator(delayed, WEEK), player({ happened: events(['Go', WEEK.from]) })).journey.triggered).toBe(1)
  })

  test('the event comes before a timer of the same instant', () => {
    const document = journey('trigger(Go) → delay 1d → condition(plan equals pro: yes→exit pro, no→exit free)')
    const set = { at: AT + DAY, set: { plan: 'pro' } }
    expect(way(simulator(document, WEEK), player({ happened: [...events(['Go', AT]), set] }))).toEqual([
      ['trigger:next', 'delay:next', 'condition:yes', 'exit:null', 'ENDED pro'],
    ])
  })
})

describe('re-entry', () => {
  const once = journey('trigger(Go) → delay 2d → exit')

  test('once at a time refuses while one is open, and lets in again after it', () => {
    const result = run(simulator(once, WEEK), player({ happened: events(['Go', AT], ['Go', AT + DAY], ['Go', AT + 3 * DAY]) }))
    expect(result.journey).toMatchObject({ triggered: 2, ended: 2 })
    expect(result.refused).toEqual({ already_inside: 1 })
  })

  test('every time, keyed by a property: one passage a value', () => {
    const settings = { reentry: { mode: 'every_time' as const, keyedBy: 'order' } }
    const keyed = journey('trigger(Go) → delay 2d → exit', { settings })
    const list = events(['Go', AT, { order: 1 }], ['Go', AT + 1, { order: 2 }], ['Go', AT + 2, { order: 1 }])
    expect(run(simulator(keyed, WEEK), player({ happened: list })).journey).toMatchObject({ triggered: 2, ended: 2 })
  })
})

describe('history', () => {
  const loyal = journey('trigger(Buy) → condition(Buy x3: yes→exit many, no→exit few)', { settings: { reentry: { mode: 'every_time' } } })

  test('conditions see what was stored before the window, which starts nothing', () => {
    const before = [{ name: 'Buy', at: AT - 2 * DAY, properties: {} }]
    const result = run(simulator(loyal, WEEK), player({ before, happened: events(['Buy', AT], ['Buy', AT + 1]) }))
    expect(result.journey.outcomes).toEqual([
      { status: 'ENDED', reason: 'few', count: 1 },
      { status: 'ENDED', reason: 'many', count: 1 },
    ])
  })

  test('an event sees none that came after it at the same instant, whether something listens to that or not', () => {
    const document = journey('trigger(Go) → condition(Look x1: yes→exit seen, no→exit not yet)', {
      settings: { reentry: { mode: 'every_time' } },
    })
    const list = events(['Go', AT], ['Look', AT], ['Go', AT])
    expect(run(simulator(document, WEEK), player({ happened: list })).paths?.[0]?.passages.map(({ reason }) => reason)).toEqual([
      'not yet',
      'seen',
    ])
  })

  test('a window moves: what has left it is not counted, and properties are compared', () => {
    const condition = {
      event: 'Buy',
      where: { all: [{ property: 'price', operator: 'gte', value: 10 }] },
      within: { days: 1 },
      count: { operator: 'gte', value: 2 },
    }
    const document = journey('trigger(Buy) → condition(Buy x2: yes→exit many, no→exit few)', {
      settings: { reentry: { mode: 'every_time' } },
    })
    const drawn = {
      ...document,
      nodes: document.nodes.map((node) => (node.kind === 'rule.condition' ? { ...node, settings: { condition } } : node)),
    }
    const list = events(
      ['Buy', AT, { price: 10 }],
      ['Buy', AT + HOUR, { price: 5 }],
      ['Buy', AT + DAY - 1, { price: 20 }],
      ['Buy', AT + DAY, { price: 30 }],
      ['Buy', AT + 3 * DAY, { price: 30 }],
    )
    expect(way(simulator(drawn, WEEK), player({ happened: list }))?.map((one) => one.at(-1))).toEqual([
      'ENDED few',
      'ENDED few',
      'ENDED many',
      'ENDED many',
      'ENDED few',
    ])
  })
})

describe('members', () => {
  test('attributes change when they changed, and with the event that brings them', () => {
    const document = journey('trigger(Go) → condition(plan equals pro: yes→exit pro, no→exit free)', {
      settings: { reentry: { mode: 'every_time' } },
    })
    const [first, second, third] = events(['Go', AT], ['Go', AT + 2], ['Go', AT + 4])
    if (!first || !second || !third || !('event' in third)) throw new Error('three events')
    const happened = [first, { at: AT + 1, set: { plan: 'pro' } }, second, { ...third, traits: { plan: null } }]
    expect(run(simulator(document, WEEK), player({ happened })).paths?.[0]?.passages.map(({ reason }) => reason)).toEqual([
      'free',
      'pro',
      'free',
    ])
  })

  test('a wait of days is of the calendar in the zone that the member has', () => {
    // The clocks go forward on 8 March 2026 in New York.
    const from = Date.parse('2026-03-07T17:00:00Z')
    const result = run(
      simulator(journey('trigger(Go) → delay 1d → exit'), { from, to: from + 2 * DAY }),
      player({ attributes: { timezone: 'America/New_York' }, happened: events(['Go', from]) }),
    )
    expect(result.paths?.[0]?.passages[0]?.steps[1]?.leftAt).toBe('2026-03-08T16:00:00.000Z')
  })

  test('who has no address, no consent or a suppressed address gets nothing, and walks on', () => {
    const document = journey('trigger(Go) → email hello → exit')
    const on = simulator(document, WEEK)
    const happened = events(['Go', AT])
    const result = run(
      on,
      player({ id: 1, happened }),
      player({ id: 2, happened, attributes: {} }),
      player({ id: 3, happened, consents: new Map([['email', 'denied']]) }),
      player({ id: 4, happened, suppressed: new Set(['email']) }),
    )
    expect(result.nodes.email?.messages).toMatchObject({ created: 4, sent: 1, suppressed: 3 })
    expect(result.journey.ended).toBe(4)
    expect(result.paths?.map(({ passages }) => passages[0]?.messages[0]?.reason)).toEqual([null, 'no_address', 'no_consent', 'suppressed'])
  })
})

describe('segments', () => {
  const condition = { event: 'Buy', within: { days: 2 }, count: { operator: 'gte' as const, value: 1 } }
  const segments = [{ id: 1, key: 'fresh', condition, reads: readsOf(condition) }]
  const document = journey('trigger(Go) → delay 1h → condition(plan equals x: yes→exit in, no→exit out)', {
    settings: { reentry: { mode: 'every_time' } },
  })
  const asking = {
    ...document,
    nodes: document.nodes.map((node) =>
      node.kind === 'rule.condition' ? { ...node, settings: { condition: { segment: 'fresh' } } } : node,
    ),
  }

  test('membership follows from history before the window and runs out under the virtual clock', () => {
    const before = [{ name: 'Buy', at: AT - DAY, properties: {} }]
    const happened = events(['Go', AT], ['Go', AT + DAY + 1], ['Buy', AT + 3 * DAY], ['Go', AT + 3 * DAY + 1])
    const reasons = run(simulator(asking, WEEK, { segments }), player({ before, happened })).paths?.[0]?.passages.map(
      ({ reason }) => reason,
    )
    expect(reasons).toEqual(['in', 'out', 'in'])
  })
})

describe('the result', () => {
  const document = journey('trigger(Go) → delay 1h → email hello → exit')
  const crowd = Array.from({ length: 50 }, (_, i) =>
    player({ id: i + 1, userId: `u${i}`, happened: events(['Go', AT + i * HOUR], ['Go', AT + i * HOUR + 1]) }),
  )

  test('is the same byte for byte', () => {
    const text = () => JSON.stringify(run(simulator(document, WEEK), ...crowd))
    expect(text()).toBe(text())
  })

  test('counts the same whoever is played first', () => {
    const plain = (players: Player[]) => run(simulator(document, WEEK, { paths: false }), ...players)
    expect(plain([...crowd].reverse())).toEqual(plain(crowd))
  })

  test('what was given is not changed', () => {
    const before = JSON.stringify(crowd)
    run(simulator(document, WEEK), ...crowd)
    expect(JSON.stringify(crowd)).toBe(before)
  })
})
