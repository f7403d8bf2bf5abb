import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Allowance, charge, messageQuotaSchema, type Spending } from './allowance.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const fresh: Spending = { used: {}, nextAt: null }
const mail = { channel: 'email', hasPlace: false }

describe('a quota', () => {
  test.each<[string, Allowance['messageQuota'], Spending['used'], string]>([
    ['not spent', 10, { email: 4, line: 5 }, 'go'],
    ['spent by all channels together', 10, { email: 4, line: 6 }, 'quota'],
    ['lowered below what went out', 3, { email: 4 }, 'quota'],
    ['of nothing', 0, {}, 'quota'],
    ['of the channel, spent', { email: 4 }, { email: 4 }, 'quota'],
    ['of the channel, raised', { email: 5 }, { email: 4 }, 'go'],
    ['of another channel', { line: 1 }, { email: 4, line: 1 }, 'go'],
    ['none', null, { email: 1_000_000 }, 'go'],
  ])('%s', (_, messageQuota, used, expected) => {
    const charged = charge(mail, { messageQuota, rateLimit: null }, { used, nextAt: null }, now)
    expect(charged.may === 'go' ? 'go' : charged.because).toBe(expected)
    if (charged.may === 'go') expect(charged.spending.used.email).toBe((used.email ?? 0) + 1)
  })

  it('that is spent takes no place in the rate', () =>
    expect(charge(mail, { messageQuota: 0, rateLimit: { messages: 1, per: 'hour' } }, fresh, now)).toEqual({
      may: 'drop',
      because: 'quota',
    }))
})

/** Offers messages at instants and answers when each goes. */
function times(offers: number[], allowance: Allowance): number[] {
  let spending = fresh
  const waiting: number[] = []
  const gone: number[] = []
  const offer = (at: number, hasPlace: boolean) => {
    const charged = charge({ channel: 'email', hasPlace }, allowance, spending, at)
    if (charged.may === 'drop') return
    spending = charged.spending
    if (charged.may === 'hold') waiting.push(charged.until)
    else gone.push(at)
  }
  for (const at of offers) offer(at, false)
  for (const until of waiting) offer(until, true)
  return gone.sort((a, b) => a - b)
}

describe('a rate', () => {
  it('spreads a crowd evenly', () => {
    const at = times([now, now, now, now], { messageQuota: null, rateLimit: { messages: 60, per: 'hour' } })
    expect(at.map((one) => (one - now) / 60_000)).toEqual([0, 1, 2, 3])
  })

  it('holds nobody who comes late enough', () =>
    expect(times([now, now + 60_000], { messageQuota: null, rateLimit: { messages: 60, per: 'hour' } })).toEqual([now, now + 60_000]))

  it('lets whoever waits go before whoever comes later', () => {
    const held = charge(mail, { messageQuota: null, rateLimit: { messages: 60, per: 'hour' } }, { used: {}, nextAt: now + 120_000 }, now)
    expect(held).toMatchObject({ may: 'hold', because: 'rate_limit', until: now + 120_000, spending: { nextAt: now + 180_000 } })
  })

  it('is never exceeded, and everybody goes once', () => {
    const offers = fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(offers, fc.integer({ min: 1, max: 30 }), (delays, messages) => {
        const gone = times(
          delays.sort((a, b) => a - b).map((delay) => now + delay),
          { messageQuota: null, rateLimit: { messages, per: 'minute' } },
        )
        expect(gone).toHaveLength(delays.length)
        gone.forEach((at, index) => {
          const before = gone[index - messages]
          if (before !== undefined) expect(at - before).toBeGreaterThan(60_000 - 1)
        })
      }),
    )
  })
})

test.each([
  [20_000, true],
  [{ line: 20_000 }, true],
  [{ webhook: 5 }, false],
  [-1, false],
  ['many', false],
])('%j is a quota: %s', (value, is) => expect(messageQuotaSchema.safeParse(value).success).toBe(is))
