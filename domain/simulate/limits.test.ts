import { describe, expect, test } from 'vitest'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { JourneySettings } from '#domain/journey/settings.ts'
import type { MessageLimits } from '#domain/workspace/messageLimits.ts'
import { journey } from '#tests/support/drawing.ts'
import { events, player, simulator } from '#tests/support/play.ts'
import { NO_LIMITS } from './limits.ts'
import type { Player } from './member.ts'

const AT = Date.UTC(2026, 5, 1, 12)
const HOUR = 3_600_000
const DAY = 24 * HOUR
const WEEK = { from: AT, to: AT + 7 * DAY }
const night = { start: '22:00', end: '08:00' }
const everyTime = { reentry: { mode: 'every_time' as const } }
const mailing = journey('trigger(Go) → email hello → exit', { settings: everyTime })

const ruled = (rules: Partial<JourneySettings>, document = mailing): JourneyDocument => ({
  ...document,
  settings: { ...document.settings, ...rules },
})
const run = (document: JourneyDocument, limits: Partial<MessageLimits>, ...players: Player[]) => {
  const on = simulator(document, WEEK, { limits: { ...NO_LIMITS, ...limits } })
  for (const one of players) on.play(one)
  return on.result()
}
const hours = (instant: string | null) => (instant === null ? null : (Date.parse(instant) - AT) / HOUR)
/** "sent 10", "suppressed: quota 3", "held: quiet_hours": what became of each message, and when, in hours. */
const fates = (of: ReturnType<typeof run>) =>
  (of.paths ?? []).flatMap(({ passages }) =>
    passages.flatMap(({ messages }) =>
      messages.map(({ outcome, reason, finishedAt }) =>
        [reason === null ? outcome : `${outcome}: ${reason}`, hours(finishedAt)].filter((part) => part !== null).join(' '),
      ),
    ),
  )
const goes = (...at: number[]) => events(...at.map((hour): [string, number] => ['Go', AT + hour * HOUR]))
const content = (document: JourneyDocument, more: object): JourneyDocument => ({
  ...document,
  nodes: document.nodes.map((node) => (node.kind === 'action.email' ? { ...node, settings: { ...node.settings, ...more } } : node)),
})

describe('quiet hours', () => {
  test('hold a message until they end on the clock of the member, and the result tells by reason and day', () => {
    const tokyo = player({ id: 2, attributes: { email: 'a@example.com', timezone: 'Asia/Tokyo' }, happened: goes(1) })
    const result = run(mailing, { quietHours: night }, player({ happened: goes(11) }), tokyo)
    // 23:00 in UTC; 22:00 in Tokyo.
    expect(fates(result)).toEqual(['sent 20', 'sent 11'])
    expect(result.paths?.[1]?.passages[0]?.messages[0]?.holds).toEqual([
      { reason: 'quiet_hours', at: '2026-06-01T13:00:00.000Z', until: '2026-06-01T23:00:00.000Z', timeZone: 'Asia/Tokyo' },
    ])
    expect(result.messages).toEqual([
      { channel: 'email', outcome: 'sent', reason: null, count: 2 },
      { channel: 'email', outcome: 'held', reason: 'quiet_hours', count: 2 },
    ])
    expect(result.series.slice(0, 2).map(({ fates: day }) => day)).toEqual([
      { email: { sent: 1, held: 2, suppressed: 0 } },
      { email: { sent: 1, held: 0, suppressed: 0 } },
    ])
  })

  test('of the journey go before those of the workspace; a message of no hurry is dropped where the rules say so', () => {
    expect(fates(run(ruled({ quietHours: 'none' }), { quietHours: night }, player({ happened: goes(11) })))).toEqual(['sent 11'])
    const dropping = run(ruled({ whenHeld: 'drop' }), { quietHours: night }, player({ happened: goes(11) }))
    expect(fates(dropping)).toEqual(['suppressed: quiet_hours 11'])
    expect(dropping.nodes.email?.messages).toMatchObject({ created: 1, sent: 0, suppressed: 1 })
  })

  test('that last beyond the end leave a message waiting', () => {
    const result = run(mailing, { quietHours: { start: '10:00', end: '13:00' } }, player({ happened: goes(7 * 24 - 1) }))
    expect(result.messages).toContainEqual({ channel: 'email', outcome: 'waiting', reason: 'quiet_hours', count: 1 })
    expect(fates(result)).toEqual(['held: quiet_hours'])
  })
})

describe('caps and gap', () => {
  const daily = { frequencyCaps: [{ channel: null, topic: null, messages: 1, per: { days: 1 } }] }

  test('let out what waits as their window rolls on, and drop what would wait more than a week', () => {
    expect(fates(run(mailing, daily, player({ happened: goes(0, 1, 2) })))).toEqual(['sent 0', 'sent 24', 'sent 48'])
    const weekly = { frequencyCaps: [{ channel: null, topic: null, messages: 1, per: { weeks: 2 } }] }
    expect(fates(run(mailing, weekly, player({ happened: goes(0, 1) })))).toEqual(['sent 0', 'suppressed: frequency_cap 1'])
    expect(fates(run(mailing, { minimumGap: { hours: 4 } }, player({ happened: goes(0, 1) })))).toEqual(['sent 0', 'sent 4'])
  })

  test('are of one member, and a transactional message, an exempt journey and another topic are free of them', () => {
    const [one, other] = [player({ happened: goes(0) }), player({ id: 2, happened: goes(0) })]
    expect(fates(run(mailing, daily, one, other))).toEqual(['sent 0', 'sent 0'])
    const twice = player({ happened: goes(0, 1) })
    const free = ['sent 0', 'sent 1']
    expect(fates(run(content(mailing, { isTransactional: true }), daily, twice))).toEqual(free)
    expect(fates(run(ruled({ isExempt: true }), daily, twice))).toEqual(free)
    const news = { frequencyCaps: [{ channel: null, topic: 'news', messages: 1, per: { days: 1 } }] }
    expect(fates(run(mailing, news, twice))).toEqual(free)
    expect(fates(run(content(mailing, { topic: 'news' }), news, twice))).toEqual(['sent 0', 'sent 24'])
  })
})

describe('a quota and a rate', () => {
  const [late, early] = [player({ id: 1, happened: goes(3, 4) }), player({ id: 2, userId: 'john', happened: goes(1, 2) })]

  test('are used up in the order of time, whoever is played first', () => {
    expect(fates(run(ruled({ messageQuota: 3 }), {}, late, early)).sort()).toEqual(['sent 1', 'sent 2', 'sent 3', 'suppressed: quota 4'])
    expect(run(ruled({ messageQuota: 3 }), {}, late, early).messages).toEqual(run(ruled({ messageQuota: 3 }), {}, early, late).messages)
    expect(fates(run(ruled({ messageQuota: { line: 0 } }), {}, late))).toEqual(['sent 3', 'sent 4'])
    const crowd = Array.from({ length: 4 }, (_, i) => player({ id: i + 1, happened: goes(0) }))
    expect(fates(run(ruled({ rateLimit: { messages: 2, per: 'hour' } }), {}, ...crowd))).toEqual([
      'sent 0',
      'sent 0.5',
      'sent 1',
      'sent 1.5',
    ])
  })

  test('are asked last: what the night holds has used nothing up', () => {
    const held = player({ id: 1, happened: goes(11) })
    const free = player({ id: 2, happened: goes(21) })
    expect(fates(run(ruled({ messageQuota: 1 }), { quietHours: night }, held, free))).toEqual(['sent 20', 'suppressed: quota 21'])
  })

  test('that hold nobody back change nothing', () => {
    const players = Array.from({ length: 20 }, (_, i) => player({ id: i + 1, userId: `u${i}`, happened: goes(i % 7, i % 5, 30) }))
    const limits = { quietHours: night, minimumGap: { hours: 3 } }
    const together = run(ruled({ messageQuota: 1_000 }), limits, ...players)
    const alone = run(mailing, limits, ...players)
    expect(together).toEqual(alone)
  })
})

describe('what became of a message', () => {
  test('is heard when it goes, not when it was made', () => {
    const waiting = journey('trigger(Go) → email hello → waitFor(email_sent within 2d: happened→exit sent, timeout→exit late)')
    const [path] = run(waiting, { quietHours: night }, player({ happened: goes(11) })).paths ?? []
    expect(path?.passages[0]).toMatchObject({ reason: 'sent' })
    expect(hours(path?.passages[0]?.steps.at(-1)?.at ?? null)).toBe(20)
  })

  test('a held one goes nowhere once its passage was canceled, or the member has lost the address', () => {
    const leaving = ruled({ exits: [{ event: 'Stop' }] }, journey('trigger(Go) → email hello → delay 3d → exit'))
    const stop = events(['Go', AT + 11 * HOUR], ['Stop', AT + 15 * HOUR])
    expect(fates(run(leaving, { quietHours: night }, player({ happened: stop })))).toEqual(['suppressed: canceled 20'])
    const lost = [...goes(11), { at: AT + 12 * HOUR, set: { email: null } }]
    expect(fates(run(mailing, { quietHours: night }, player({ happened: lost })))).toEqual(['suppressed: no_address 20'])
  })

  test('consent is asked by topic too; what the member asked for needs none', () => {
    const denied = player({ happened: goes(0), consents: new Map([['email news', 'denied']]) })
    const news = content(mailing, { topic: 'news' })
    expect(fates(run(news, {}, denied))).toEqual(['suppressed: no_topic_consent 0'])
    expect(fates(run(content(mailing, { topic: 'offers' }), {}, denied))).toEqual(['sent 0'])
    expect(fates(run(content(news, { isTransactional: true }), {}, denied))).toEqual(['sent 0'])
  })
})
