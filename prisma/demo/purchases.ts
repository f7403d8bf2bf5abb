import { readFileSync } from 'node:fs'
import path from 'node:path'
import { hash } from './hash.ts'

export type Purchase = { customer: string; at: Date; quantity: number; revenue: number; number: number }

const DAY_MS = 86_400_000
/** The shop's day, in UTC: nobody buys in the small hours. */
const OPEN = { fromHour: 8, hours: 14 }

/** All purchases by instant, shifted by whole days so that the last day of the file is the one before `now`. */
export function readPurchases(now: Date): Purchase[] {
  const lines = readFileSync(path.resolve('prisma/demo/CDNOW_sample.txt'), 'utf8').trim().split('\n')
  const rows = lines.map((line, index) => {
    const [, customer = '', day = '', quantity, dollars] = line.trim().split(/\s+/)
    return { customer, dayMs: dayOf(day), quantity: Number(quantity), revenue: Number(dollars), number: index + 1 }
  })
  const last = rows.reduce((latest, { dayMs }) => Math.max(latest, dayMs), 0)
  const yesterday = Math.floor(now.getTime() / DAY_MS) * DAY_MS - DAY_MS
  const purchases = rows.map(({ dayMs, ...row }) => ({
    ...row,
    at: new Date(dayMs + yesterday - last + timeOfDay(row.customer, row.number)),
  }))
  return purchases.sort((a, b) => a.at.getTime() - b.at.getTime() || a.number - b.number)
}

const dayOf = (text: string) => Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6, 8)))

/** Several purchases of a customer on one day are a minute apart, in the file's order. */
const timeOfDay = (customer: string, number: number) =>
  (OPEN.fromHour + Math.floor(hash(`hour ${customer}`) * OPEN.hours)) * 3_600_000 +
  Math.floor(hash(`second ${customer}`) * 1_800) * 1_000 +
  (number % 30) * 60_000
