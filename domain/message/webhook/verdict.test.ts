import { describe, expect, it } from 'vitest'
import { judge, retryAfterSeconds, type Tried } from './verdict.ts'

const answered = (status: number, retryAfter: number | null = null): Tried => ({
  became: 'answered',
  status,
  body: 'words',
  retryAfterSeconds: retryAfter,
})
const first = { tries: 0, retriesMax: 3, chance: 0.5 }

describe('an answer', () => {
  it.each([200, 201, 204, 299])('%i is a success', (status) => {
    expect(judge(answered(status), first)).toMatchObject({ does: 'finish', status: 'accepted', reason: null, works: true })
  })
  it.each([
    [301, 'redirected'],
    [304, 'redirected'],
    [400, 'call_refused'],
    [401, 'call_refused'],
    [404, 'call_refused'],
    [410, 'call_refused'],
  ])('%i is final: %s', (status, reason) => {
    expect(judge(answered(status), first)).toMatchObject({
      does: 'finish',
      status: 'failed',
      reason,
      detail: `${status} words`,
      works: true,
    })
  })
  it.each([
    [408, 'endpoint_busy'],
    [429, 'endpoint_busy'],
    [500, 'endpoint_failed'],
    [503, 'endpoint_failed'],
  ])('%i is tried again, then failed: %s', (status, reason) => {
    expect(judge(answered(status), first)).toMatchObject({ does: 'retry', afterSeconds: 5, reason, works: false })
    expect(judge(answered(status), { ...first, tries: 3 })).toMatchObject({ does: 'finish', status: 'failed', reason })
  })
  it('that asks for time gets it, and so does the whole endpoint', () => {
    expect(judge(answered(429, 60), first)).toMatchObject({ does: 'retry', afterSeconds: 60, restSeconds: 60 })
    expect(judge(answered(503, 1), first)).toMatchObject({ afterSeconds: 5, restSeconds: 1 })
    expect(judge(answered(429, 9e8), first)).toMatchObject({ restSeconds: 86_400 })
  })
})

describe('no answer', () => {
  it('is tried again, and at last is in doubt only where something may have arrived', () => {
    const last = { ...first, tries: 3 }
    for (const became of ['unreachable', 'unanswered'] as const)
      expect(judge({ became, detail: 'x' }, first)).toMatchObject({ does: 'retry' })
    expect(judge({ became: 'unreachable', detail: 'x' }, last)).toMatchObject({ status: 'failed', reason: 'endpoint_unreachable' })
    expect(judge({ became: 'unanswered', detail: 'x' }, last)).toMatchObject({ status: 'unknown', reason: 'call_unanswered' })
  })
  it('is final where the address may not be called, and says nothing against the endpoint', () => {
    expect(judge({ became: 'blocked', detail: 'x' }, first)).toMatchObject({
      does: 'finish',
      status: 'failed',
      reason: 'address_blocked',
      works: true,
    })
  })
})

it('waits longer each time, up to an hour, never all at the same moment', () => {
  const waits = (chance: number) =>
    [0, 1, 2, 3, 4, 5, 6].map((tries) => {
      const verdict = judge(answered(500), { tries, retriesMax: 10, chance })
      return verdict.does === 'retry' ? verdict.afterSeconds : 0
    })
  expect(waits(0.5)).toEqual([5, 20, 80, 320, 1280, 3600, 3600])
  expect(waits(0)[1]).toBe(15)
  expect(waits(0.999)[1]).toBeCloseTo(25, 1)
})

it('reads Retry-After as seconds or as a date, and nothing else', () => {
  const now = Date.parse('2026-11-20T10:00:00Z')
  expect(retryAfterSeconds('120', now)).toBe(120)
  expect(retryAfterSeconds('Fri, 20 Nov 2026 10:01:00 GMT', now)).toBe(60)
  expect(retryAfterSeconds('Fri, 20 Nov 2026 09:00:00 GMT', now)).toBe(0)
  expect([undefined, 'soon', '-5', ''].map((header) => retryAfterSeconds(header, now))).toEqual([null, null, null, null])
})
