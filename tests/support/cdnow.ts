import { readFileSync } from 'node:fs'
import path from 'node:path'

/** One line of tests/fixtures/cdnow/CDNOW_sample.txt. `nth`: which purchase of this customer it is, counted from 1. */
export type Purchase = { customer: string; day: string; quantity: number; revenue: number; nth: number }

const file = path.resolve(import.meta.dirname, '../fixtures/cdnow/CDNOW_sample.txt')

/** All 6,919 purchases in file order. */
export function readPurchases(): Purchase[] {
  const made = new Map<string, number>()
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [, customer = '', date = '', quantity, dollars] = line.trim().split(/\s+/)
      const nth = (made.get(customer) ?? 0) + 1
      made.set(customer, nth)
      return {
        customer,
        day: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`,
        quantity: Number(quantity),
        revenue: Number(dollars),
        nth,
      }
    })
}

/**
 * What "on Order Completed of 20 dollars or more: at least three orders so far? email, else exit", re-entered every time,
 * must do with these purchases. Computed from the file alone.
 */
export function expectLoyalty(purchases: Purchase[]) {
  const entering = purchases.filter((p) => p.revenue >= 20)
  const thanked = entering.filter((p) => p.nth >= 3)
  const emailsByCustomer = new Map<string, number>()
  for (const { customer } of thanked) emailsByCustomer.set(customer, (emailsByCustomer.get(customer) ?? 0) + 1)
  return { events: purchases.length, entered: entering.length, yes: thanked.length, no: entering.length - thanked.length, emailsByCustomer }
}
