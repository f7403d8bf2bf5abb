import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Caps, cappedUntil, capWindowMs, type FrequencyCap, frequencyCapSchema, type Sent } from './caps.ts'

const HOUR = 3_600_000
const now = Date.parse('2026-11-21T12:00:00Z')
const mail = { channel: 'email', topic: '' }
const ago = (hours: number, more: Partial<Sent> = {}): Sent => ({ at: now - hours * HOUR, ...mail, ...more })
const cap = (messages: number, hours: number, more: Partial<FrequencyCap> = {}): FrequencyCap => ({
  ...{ channel: null, topic: null, messages, per: { hours } },
  ...more,
})
const inHours = (caps: Partial<Caps>, sent: Sent[], message = mail) => {
  const capped = cappedUntil(message, { frequencyCaps: [], minimumGap: null, ...caps }, sent, now)
  return capped && [capped.because, (capped.until - now) / HOUR]
}

test.each<[string, Partial<Caps>, Sent[], { channel: string; topic: string }, ReturnType<typeof inHours>]>([
  ['nothing sent', { frequencyCaps: [cap(1, 24)] }, [], mail, null],
  ['one of one', { frequencyCaps: [cap(1, 24)] }, [ago(5)], mail, ['frequency_cap', 19]],
  ['one of two', { frequencyCaps: [cap(2, 24)] }, [ago(5)], mail, null],
  ['the oldest leaves first', { frequencyCaps: [cap(2, 24)] }, [ago(5), ago(20), ago(30)], mail, ['frequency_cap', 4]],
  ['as the window ends', { frequencyCaps: [cap(1, 24)] }, [ago(24)], mail, null],
  ['more than allowed (the cap was lowered)', { frequencyCaps: [cap(1, 24)] }, [ago(5), ago(6), ago(7)], mail, ['frequency_cap', 19]],
  ['another channel', { frequencyCaps: [cap(1, 24, { channel: 'sms' })] }, [ago(5, { channel: 'sms' })], mail, null],
  ['all channels together', { frequencyCaps: [cap(1, 24)] }, [ago(5, { channel: 'sms' })], mail, ['frequency_cap', 19]],
  ['another topic', { frequencyCaps: [cap(1, 24, { topic: 'news' })] }, [ago(5)], { ...mail, topic: 'news' }, null],
  [
    'its topic',
    { frequencyCaps: [cap(1, 24, { topic: 'news' })] },
    [ago(5, { topic: 'news' })],
    { ...mail, topic: 'news' },
    ['frequency_cap', 19],
  ],
  ['a message without the topic of the cap', { frequencyCaps: [cap(1, 24, { topic: 'news' })] }, [ago(5, { topic: 'news' })], mail, null],
  ['a gap, not over', { minimumGap: { hours: 3 } }, [ago(1, { channel: 'sms' })], mail, ['minimum_gap', 2]],
  ['a gap, over', { minimumGap: { hours: 3 } }, [ago(3)], mail, null],
  ['the longest of both', { frequencyCaps: [cap(1, 2)], minimumGap: { hours: 3 } }, [ago(1)], mail, ['minimum_gap', 2]],
  ['the longest of several', { frequencyCaps: [cap(1, 2), cap(2, 24)] }, [ago(1), ago(3)], mail, ['frequency_cap', 21]],
])('%s', (_, caps, sent, message, expected) => expect(inHours(caps, sent, message)).toEqual(expected))

describe('whatever is to be sent', () => {
  it('a message that waits as long as it is told never breaks a cap, and waits no longer than a window', () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 48 }), (hours, messages, per) => {
        const caps = { frequencyCaps: [cap(messages, per)], minimumGap: { minutes: 30 } }
        const sent: Sent[] = []
        for (const arrival of hours.sort((a, b) => a - b)) {
          let at = now + arrival * HOUR
          for (let capped = cappedUntil(mail, caps, sent, at); capped; capped = cappedUntil(mail, caps, sent, at)) {
            expect(capped.until).toBeGreaterThan(at)
            at = capped.until
          }
          sent.push({ ...mail, at })
        }
        const times = sent.map(({ at }) => at).sort((a, b) => a - b)
        times.forEach((at, index) => {
          const before = times[index - messages]
          if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(per * HOUR)
        })
      }),
    )
  })
})

test('what matters lies in the longest window', () => {
  expect(capWindowMs({ frequencyCaps: [cap(1, 2), cap(5, 48)], minimumGap: { hours: 3 } })).toBe(48 * HOUR)
  expect(capWindowMs({ frequencyCaps: [], minimumGap: null })).toBe(0)
})

test.each([
  [{ messages: 3, per: { days: 7 } }, true],
  [{ channel: 'email', topic: 'news', messages: 1, per: { days: 1 } }, true],
  [{ channel: 'webhook', messages: 1, per: { days: 1 } }, false],
  [{ messages: 0, per: { days: 1 } }, false],
  [{ messages: 1, per: { days: 0 } }, false],
  [{ messages: 1, per: { months: 20 } }, false],
])('%j is a cap: %s', (value, is) => expect(frequencyCapSchema.safeParse(value).success).toBe(is))
