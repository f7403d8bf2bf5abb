import { describe, expect, test } from 'vitest'
import { isoOf, ownTime, readInstant } from './instant.ts'

const at = (iso: string) => Date.parse(iso)

describe('readInstant reads what clients write', () => {
  test.each([
    ['2026-11-21T10:00:00.123Z', '2026-11-21T10:00:00.123Z'],
    ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T10:00:00.123456Z', '2026-11-21T10:00:00.123Z'],
    ['2026-11-21T10:00:00+09:00', '2026-11-21T01:00:00.000Z'],
    ['2026-11-21T10:00:00-0330', '2026-11-21T13:30:00.000Z'],
    ['2015-2-02T00:30:08.276Z', '2015-02-02T00:30:08.276Z'],
    ['2026-11-21 10:00', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['Sat, 21 Nov 2026 10:00:00 GMT', '2026-11-21T10:00:00.000Z'],
    [1_795_255_200, '2026-11-21T10:00:00.000Z'],
    [1_795_255_200_000, '2026-11-21T10:00:00.000Z'],
  ])('%s', (written, meant) => expect(readInstant(written)).toBe(at(meant)))

  test.each(['', 'yesterday', '2026-13-45T99:99:99Z x', '-1', Number.NaN, -5, 1e300, null, undefined])('nothing in %s', (written) =>
    expect(readInstant(written)).toBeUndefined(),
  )
})

describe('ownTime', () => {
  const received = at('2026-11-21T10:00:00Z')
  const hour = 3_600_000
  test('is when it was received, when the client says nothing', () => expect(ownTime(received, undefined, received)).toBe(received))
  test('is the original, when the client does not say when it sent it', () =>
    expect(ownTime(received, received - hour, undefined)).toBe(received - hour))
  test('takes the error of a clock out', () => expect(ownTime(received, received + 24 * hour, received + 25 * hour)).toBe(received - hour))
  test('is never in the future', () => expect(ownTime(received, received + hour, undefined)).toBe(received))
  test('is never before 1970', () => expect(ownTime(received, 0, received + hour)).toBe(0))
})

test('isoOf writes what Date writes', () => {
  for (const ms of [0, 1, 999, 1_000, 1_795_255_200_007, 1_795_255_200_070, 1_795_255_200_700, 1_795_255_199_999])
    expect(isoOf(ms)).toBe(new Date(ms).toISOString())
})
