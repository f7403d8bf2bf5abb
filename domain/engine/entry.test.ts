import { describe, expect, test } from 'vitest'
import { compilePlan } from '#domain/journey/plan.ts'
import { journeySettingsSchema, type Reentry } from '#domain/journey/settings.ts'
import { counting, event, journey, member, noFacts, plan } from '#tests/support/drawing.ts'
import { decideEntry, fixedEntryKey, type Passages, triggeredBy } from './entry.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')
const ids = { journeyId: 1, workspaceId: 1, versionId: 1 }

describe('which trigger an event starts', () => {
  const twice = compilePlan(
    { nodes: [...journey('cheap=trigger(Bought where revenue lt 20)').nodes, ...journey('any=trigger(Bought)').nodes], paths: [] },
    ids,
  )
  test.each([
    ['the first that matches, in document order', { revenue: 5 }, 'cheap'],
    ['the next when the first does not', { revenue: 50 }, 'any'],
  ])('%s', (_, properties, key) => {
    expect(triggeredBy(twice, event('Bought', properties), member(), noFacts, NOW)).toMatchObject({ known: true, trigger: { key } })
  })

  test('none for another event, and none for one that differs in case', () => {
    expect(triggeredBy(twice, event('Sold'), member(), noFacts, NOW)).toEqual({ known: true, trigger: null })
    expect(triggeredBy(twice, event('bought'), member(), noFacts, NOW)).toEqual({ known: true, trigger: null })
  })

  test('shows what was compared', () => {
    const of = plan('trigger(Bought where revenue gte 20)')
    expect(triggeredBy(of, event('Bought', { revenue: 25 }), member(), noFacts, NOW)).toMatchObject({
      trigger: { saw: [{ subject: 'revenue', of: 'property', expected: 20, actual: 25, held: true }] },
    })
  })

  const settings = { event: 'Bought', count: { gte: 3, within: { days: 30 } } }
  const third = compilePlan({ nodes: journey('trigger(Bought)').nodes.map((node) => ({ ...node, settings })), paths: [] }, ids)
  test('asks for the count it needs, and starts from the wanted one on', () => {
    expect(triggeredBy(third, event('Bought'), member(), noFacts, NOW)).toMatchObject({
      known: false,
      missing: { events: [{ event: 'Bought', within: { days: 30 } }] },
    })
    expect(triggeredBy(third, event('Bought'), member(), counting(2), NOW)).toEqual({ known: true, trigger: null })
    expect(triggeredBy(third, event('Bought'), member(), counting(3), NOW)).toMatchObject({ trigger: { key: 'trigger' } })
  })

  test('a trigger that is switched off starts nothing', () => {
    const off = { ...settings, count: null, enabled: false }
    const of = compilePlan({ nodes: journey('trigger(Bought)').nodes.map((node) => ({ ...node, settings: off })), paths: [] }, ids)
    expect(triggeredBy(of, event('Bought'), member(), noFacts, NOW)).toEqual({ known: true, trigger: null })
  })
})

type Case = {
  reentry?: Reentry
  repeatTimes?: number
  onlyOnce?: boolean
  passages?: Partial<Passages>
  properties?: { order_id: string | number }
}

function enters({ reentry = { mode: 'once_at_a_time' }, repeatTimes, onlyOnce = false, passages = {}, properties }: Case): string {
  const ask = {
    settings: journeySettingsSchema.parse({ reentry, repeatTimes }),
    trigger: { key: 'bought', onlyOnce },
    event: event('Bought', properties),
  }
  const entry = decideEntry(ask, { total: 0, open: 0, lastEnteredAt: null, has: () => false, ...passages }, member(), NOW)
  return entry.enter ? entry.entryKey : entry.because
}
const day = (ago: number) => ({ total: 1, lastEnteredAt: NOW - ago * 86_400_000 })
const after: Reentry = { mode: 'after', duration: { days: 7 } }
const keyed: Reentry = { mode: 'every_time', keyedBy: 'order_id' }
const order = { order_id: 'c_9f21' }

describe('re-entry', () => {
  test.each<[string, Case, string]>([
    ['once: the first time', { reentry: { mode: 'once' } }, 'once'],
    ['once: never again', { reentry: { mode: 'once' }, passages: { total: 1 } }, 'already_once'],
    ['once at a time: first', {}, 'n:1'],
    ['once at a time: while inside', { passages: { total: 1, open: 1 } }, 'already_inside'],
    ['once at a time: again, once over', { passages: { total: 4 } }, 'n:5'],
    ['after: first', { reentry: after }, 'n:1'],
    ['after: too soon', { reentry: after, passages: day(6.9) }, 'too_soon'],
    ['after: long enough', { reentry: after, passages: day(7) }, 'n:2'],
    ['after: not while inside', { reentry: after, passages: { ...day(30), open: 1 } }, 'already_inside'],
    ['every time: beside an open one', { reentry: { mode: 'every_time' }, passages: { total: 3, open: 3 } }, 'event:7'],
    ['keyed: a new value', { reentry: keyed, properties: order }, 'key:c_9f21'],
    ['keyed: a number', { reentry: keyed, properties: { order_id: 7 } }, 'key:7'],
    ['keyed: the same value', { reentry: keyed, properties: order, passages: { has: (key) => key === 'key:c_9f21' } }, 'same_key'],
    ['keyed: an event without it', { reentry: keyed }, 'event:7'],
    ['a limit, not reached', { repeatTimes: 2, passages: { total: 1 } }, 'n:2'],
    ['a limit, reached', { repeatTimes: 2, passages: { total: 2 } }, 'repeat_times'],
    ['a trigger that starts once', { onlyOnce: true }, 'trigger:bought'],
    ['and has started', { onlyOnce: true, passages: { total: 1, has: () => true } }, 'already_once'],
  ])('%s', (_, given, result) => {
    expect(enters(given)).toBe(result)
  })

  test('a long key is cut to a stable short one, so that an index can hold it', () => {
    const ask = (order_id: string) =>
      fixedEntryKey({
        settings: journeySettingsSchema.parse({ reentry: keyed }),
        trigger: { key: 't', onlyOnce: false },
        event: event('A', { order_id }),
      })
    const long = '😀'.repeat(5_000)
    expect(ask(long)).toBe(ask(long))
    expect(ask(long)).not.toBe(ask(`${long}!`))
    expect(ask(long)?.length).toBeLessThan(200)
    expect(ask(`x${long}`)).not.toMatch(/[\uD800-\uDBFF]#/)
  })

  test('says what it compared', () => {
    const ask = { settings: journeySettingsSchema.parse({}), trigger: { key: 'bought', onlyOnce: false }, event: event() }
    expect(decideEntry(ask, { total: 1, open: 1, lastEnteredAt: NOW, has: () => false }, member(), NOW)).toEqual({
      enter: false,
      because: 'already_inside',
      saw: [{ subject: 'open_passages', of: 'passage', operator: 'equals', expected: 0, actual: 1, held: false }],
    })
  })
})
