import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { type JourneyDocument, journeyDocumentSchema } from '#domain/journey/document.ts'
import type { Simulation } from '#domain/simulate/result.ts'
import type { Purchase } from './cdnow.ts'

const DAY = 86_400_000

/** Enter on an order, once at a time; a second one within 30 days: exit; else a mail, and 14 days more to be won back. */
export const winBack: JourneyDocument = journeyDocumentSchema.parse(
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../golden/win-back.json'), 'utf8')),
)

/** Each purchase an order at noon UTC of its day, plus a second for each before it by the same customer on that day. */
export function ordersOf(purchases: readonly Purchase[]): Map<string, number[]> {
  const orders = new Map<string, number[]>()
  const onDay = new Map<string, number>()
  for (const { customer, day } of purchases) {
    const before = onDay.get(`${customer} ${day}`) ?? 0
    onDay.set(`${customer} ${day}`, before + 1)
    const times = orders.get(customer) ?? []
    times.push(Date.parse(`${day}T12:00:00Z`) + before * 1_000)
    orders.set(customer, times)
  }
  for (const times of orders.values()) times.sort((a, b) => a - b)
  return orders
}

/**
 * What the journey must do with these orders in [from, to), reckoned from the file alone, by the rules in words: an order that
 * comes at the instant of a timeout comes before it, one that ends a wait starts nothing, and a timeout at `to` is not due.
 */
export function expectWinBack(orders: ReadonlyMap<string, readonly number[]>, from: number, to: number) {
  const days = new Map<string, { triggered: number; ended: number; messages: number }>()
  const on = (at: number) => {
    const day = new Date(at).toISOString().slice(0, 10)
    const counts = days.get(day) ?? { triggered: 0, ended: 0, messages: 0 }
    days.set(day, counts)
    return counts
  }
  const sum = { customers: 0, entered: 0, again: 0, mailed: 0, won: 0, lost: 0, waitingAgain: 0, waitingHope: 0 }
  for (const times of orders.values()) {
    const inWindow = times.filter((at) => at >= from && at < to)
    if (inWindow.length > 0) sum.customers++
    let phase: 'out' | 'again' | 'hope' = 'out'
    let until = 0
    const pass = (isOver: (timeout: number) => boolean) => {
      if (phase === 'again' && isOver(until)) {
        sum.mailed++
        on(until).messages++
        phase = 'hope'
        until += 14 * DAY
      }
      if (phase === 'hope' && isOver(until)) {
        sum.lost++
        on(until).ended++
        phase = 'out'
      }
    }
    for (const at of inWindow) {
      pass((timeout) => timeout < at)
      if (phase === 'out') {
        sum.entered++
        on(at).triggered++
        until = at + 30 * DAY
        phase = 'again'
      } else {
        on(at).ended++
        if (phase === 'again') sum.again++
        else sum.won++
        phase = 'out'
      }
    }
    pass((timeout) => timeout < to)
    // Narrowed by what came before, not by what `pass` did.
    const standing: string = phase
    if (standing === 'again') sum.waitingAgain++
    if (standing === 'hope') sum.waitingHope++
  }
  return { ...sum, days }
}

/** Every count of the result against what was reckoned. */
export function compareWinBack(result: Simulation, expected: ReturnType<typeof expectWinBack>): void {
  const { customers, entered, again, mailed, won, lost, waitingAgain, waitingHope, days } = expected
  expect(entered).toBe(again + mailed + waitingAgain)
  expect(mailed).toBe(won + lost + waitingHope)
  const ended = again + won + lost
  const outcomes = [
    { status: 'ENDED', reason: 'bought again', count: again },
    { status: 'ENDED', reason: 'won back', count: won },
    { status: 'ENDED', reason: 'lost', count: lost },
  ].filter(({ count }) => count > 0)
  expect(result.members).toBe(customers)
  expect(result.journey).toEqual({
    ...{ triggered: entered, inProgress: waitingAgain + waitingHope, ended, canceled: 0, error: 0 },
    ...{ converted: 0, revenue: { currency: 'USD', amount: '0.00' }, outcomes: outcomes.sort((a, b) => b.count - a.count) },
  })
  const messages = {
    created: mailed,
    sent: mailed,
    delivered: null,
    opened: 0,
    clicked: 0,
    bounced: 0,
    failed: 0,
    suppressed: 0,
    unknown: 0,
  }
  const left = (of: Record<string, number>) => Object.fromEntries(Object.entries(of).filter(([, count]) => count > 0))
  const exit = (count: number) => ({ entered: count, waiting: 0, left: {}, ...(count > 0 && { stopped: { ended: count } }) })
  expect(result.nodes).toEqual({
    bought: { entered, waiting: 0, left: left({ next: entered }) },
    again: { entered, waiting: waitingAgain, left: left({ happened: again, timeout: mailed }) },
    back: exit(again),
    mail: { entered: mailed, waiting: 0, left: left({ next: mailed }), messages },
    hope: { entered: mailed, waiting: waitingHope, left: left({ happened: won, timeout: lost }) },
    won: exit(won),
    gone: exit(lost),
  })
  // The order that ends a wait is looked at for entry first, while its passage is still open.
  expect(result.refused).toEqual({ already_inside: again + won })
  const busy = result.series.filter((slot) => slot.triggered + slot.ended + slot.messages > 0)
  const daily = busy.map(({ at, triggered, ended: over, messages: sent, byChannel }) => [
    at.slice(0, 10),
    triggered,
    over,
    sent,
    byChannel.email ?? 0,
  ])
  const inOrder = [...days].sort(([a], [b]) => (a < b ? -1 : 1))
  expect(daily).toEqual(inOrder.map(([day, counts]) => [day, counts.triggered, counts.ended, counts.messages, counts.messages]))
}
