import { expect, test } from 'vitest'
import { factsFrom, type PastEvent } from '#domain/condition/memory.ts'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import { expectLoyalty, readPurchases } from '#tests/support/cdnow.ts'
import { atEntry, member, plan } from '#tests/support/drawing.ts'
import { advance } from './advance.ts'
import { decideEntry, triggeredBy } from './entry.ts'

const loyalty = plan('trigger(Order Completed where revenue gte 20) → condition(Order Completed x3: yes→email thanks, no→exit)')
const settings = journeySettingsSchema.parse({ reentry: { mode: 'every_time' } })

test('six thousand real purchases take the branches that the file alone says they must', () => {
  const purchases = readPurchases()
  const histories = new Map<string, PastEvent[]>()
  const passages = new Map<string, Set<string>>()
  const emails = new Map<string, number>()
  const outlets = { yes: 0, no: 0 }
  for (const [id, { customer, day, revenue }] of purchases.entries()) {
    const event = { id, name: 'Order Completed', at: Date.parse(day), properties: { revenue } }
    const history = [...(histories.get(customer) ?? []), event]
    histories.set(customer, history)
    const facts = factsFrom(history, event.at, 'UTC')
    const found = triggeredBy(loyalty, event, member(), facts, event.at)
    if (!found.known || !found.trigger) continue
    const keys = passages.get(customer) ?? new Set()
    passages.set(customer, keys)
    const past = { total: keys.size, open: 0, lastEnteredAt: null, has: (key: string) => keys.has(key) }
    const entry = decideEntry({ settings, trigger: found.trigger, event }, past, member(), event.at)
    if (!entry.enter) throw new Error(entry.because)
    keys.add(entry.entryKey)
    const walked = advance(loyalty, atEntry(loyalty, event), member(), facts, event.at)
    if ('ask' in walked) throw new Error('every fact was at hand')
    if (walked.walk[1]?.outlet === 'yes') outlets.yes++
    else outlets.no++
    if (walked.messages.length > 0) emails.set(customer, (emails.get(customer) ?? 0) + walked.messages.length)
  }
  const expected = expectLoyalty(purchases)
  expect(outlets).toEqual({ yes: expected.yes, no: expected.no })
  expect([...passages.values()].reduce((sum, keys) => sum + keys.size, 0)).toBe(expected.entered)
  expect(emails).toEqual(expected.emailsByCustomer)
})
