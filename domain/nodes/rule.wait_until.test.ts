import { describe, expect, test } from 'vitest'
import { advance } from '#domain/engine/advance.ts'
import type { Cause } from '#domain/engine/decision.ts'
import type { MemberFacts, Standing } from '#domain/engine/types.ts'
import { atEntry, member, noFacts, plan } from '#tests/support/drawing.ts'

type Given = {
  now: string
  attributes?: MemberFacts['attributes']
  zone?: string
  cause?: Cause
  until?: string
  variables?: Standing['variables']
}

/** Arrives, or, with a cause, is asked again where it waits until `until`. "next", or the instant it waits for. */
function story(step: string, { now, attributes = {}, zone = 'UTC', cause, until = now, variables = {} }: Given) {
  const of = plan(`trigger(Go) → ${step}`)
  const rest = { since: Date.parse(now), until: Date.parse(until), awaits: [] }
  const standing = cause
    ? { ...atEntry(of), nodeKey: 'until', status: 'WAITING' as const, visits: 2, rest, variables }
    : { ...atEntry(of), variables }
  const walked = advance(of, standing, member(attributes, zone), noFacts, Date.parse(now), cause && { cause })
  if ('ask' in walked) throw new Error('asked for facts')
  const left = walked.walk.find(({ nodeKey, outlet }) => nodeKey === 'until' && outlet !== null)?.outlet
  return { went: left ?? (walked.dueAt === null ? null : new Date(walked.dueAt).toISOString().slice(0, 16)), walked }
}
const change: Cause = { by: 'change' }
const timer: Cause = { by: 'timer' }

describe('until an instant', () => {
  test.each<[string, string, Given, string]>([
    ['waits for it', 'until(2026-12-24 09.00)', { now: '2026-12-01T00:00:00Z' }, '2026-12-24T09:00'],
    ['goes on when it comes', 'until(2026-12-24 09.00)', { now: '2026-12-24T09:00:00Z', cause: timer }, 'next'],
    ['goes on at once where it is past', 'until(2026-12-24 09.00)', { now: '2026-12-25T00:00:00Z' }, 'next'],
    ['or by an outlet of its own', 'until(2026-12-24 09.00 or past)', { now: '2026-12-25T00:00:00Z' }, 'past'],
    ['its very instant is not past', 'until(2026-12-24 09.00 or past)', { now: '2026-12-24T09:00:00Z' }, 'next'],
    [
      'late by a busy machine is not past',
      'until(2026-12-24 09.00 or past)',
      { now: '2026-12-24T09:00:03Z', until: '2026-12-24T09:00:00Z', cause: timer },
      'next',
    ],
  ])('%s', (_, step, given, expected) => {
    expect(story(step, given).went).toBe(expected)
  })
})

describe('until a date of the member', () => {
  const before = 'until(renewsAt 3d before at 09.00)'
  const renewsAt = '2026-12-24'
  test.each<[string, string, Given, string]>([
    ['waits', before, { now: '2026-12-01T00:00:00Z', attributes: { renewsAt } }, '2026-12-21T09:00'],
    [
      'in the zone of the member',
      before,
      { now: '2026-12-01T00:00:00Z', attributes: { renewsAt }, zone: 'Asia/Tokyo' },
      '2026-12-21T00:00',
    ],
    [
      'without a time, at that of the date',
      'until(renewsAt 2h after)',
      { now: '2026-12-01T00:00:00Z', attributes: { renewsAt: '2026-12-24T10:00:00Z' } },
      '2026-12-24T12:00',
    ],
    ['past goes on at once', before, { now: '2026-12-22T00:00:00Z', attributes: { renewsAt } }, 'next'],
    ['past takes its own outlet', `${before.slice(0, -1)} or past)`, { now: '2026-12-22T00:00:00Z', attributes: { renewsAt } }, 'past'],
    ['unset takes none', before, { now: '2026-12-01T00:00:00Z' }, 'none'],
    ['no date takes none', before, { now: '2026-12-01T00:00:00Z', attributes: { renewsAt: 'soon' } }, 'none'],
    [
      'moved on, it waits anew',
      before,
      { now: '2026-12-10T00:00:00Z', cause: change, until: '2026-12-21T09:00:00Z', attributes: { renewsAt: '2027-01-24' } },
      '2027-01-21T09:00',
    ],
    [
      'its old timer then ends nothing',
      before,
      { now: '2026-12-21T09:00:00Z', cause: timer, until: '2027-01-21T09:00:00Z', attributes: { renewsAt: '2027-01-24' } },
      '2027-01-21T09:00',
    ],
    [
      'moved into the past, it goes on',
      before,
      { now: '2026-12-10T00:00:00Z', cause: change, until: '2026-12-21T09:00:00Z', attributes: { renewsAt: '2026-11-24' } },
      'next',
    ],
    ['unset while waiting, it takes none', before, { now: '2026-12-10T00:00:00Z', cause: change, until: '2026-12-21T09:00:00Z' }, 'none'],
    [
      'another zone, another instant',
      before,
      { now: '2026-12-10T00:00:00Z', cause: change, until: '2026-12-21T09:00:00Z', attributes: { renewsAt }, zone: 'America/New_York' },
      '2026-12-21T14:00',
    ],
  ])('%s', (_, step, given, expected) => {
    expect(story(step, given).went).toBe(expected)
  })

  test('waits for changes of the attribute and of the zone', () => {
    const { walked } = story(before, { now: '2026-12-01T00:00:00Z', attributes: { renewsAt } })
    expect(walked.rest?.awaits).toEqual(['attribute renewsAt', 'attribute timezone'])
  })
})

describe('until hours of the week', () => {
  const work = 'until(1-5 09.00-17.00)'
  const wednesday = (time: string) => `2026-11-25T${time}:00Z`
  test.each<[string, Given, string]>([
    ['inside them goes on at once', { now: wednesday('10:00') }, 'next'],
    ['before them waits', { now: wednesday('06:00') }, '2026-11-25T09:00'],
    ['after them waits for the next', { now: wednesday('18:00') }, '2026-11-26T09:00'],
    ['goes on when they come', { now: wednesday('09:00'), cause: timer }, 'next'],
    ['woken too late waits for the next', { now: wednesday('18:00'), cause: timer, until: wednesday('09:00') }, '2026-11-26T09:00'],
    [
      'another zone, other hours',
      { now: wednesday('06:00'), cause: change, until: wednesday('09:00'), zone: 'America/New_York' },
      '2026-11-25T14:00',
    ],
    ['a zone where they are now', { now: wednesday('06:00'), cause: change, until: wednesday('09:00'), zone: 'Asia/Tokyo' }, 'next'],
    ['the same hours again, while they last', { now: wednesday('11:00'), variables: { 'window until': '2026-11-25 UTC' } }, 'next'],
    [
      'a day that was used elsewhere is not used again',
      { now: wednesday('15:00'), zone: 'America/New_York', variables: { 'window until': '2026-11-25 Asia/Tokyo' } },
      '2026-11-26T14:00',
    ],
    [
      'the day after it is',
      { now: '2026-11-26T15:00:00Z', zone: 'America/New_York', variables: { 'window until': '2026-11-25 Asia/Tokyo' } },
      'next',
    ],
  ])('%s', (_, given, expected) => {
    expect(story(work, given).went).toBe(expected)
  })

  test('remembers the day and the zone it was used in', () => {
    expect(story(work, { now: wednesday('10:00') }).walked.variables).toEqual({ 'window until': '2026-11-25 UTC' })
    expect(story(work, { now: wednesday('06:00') }).walked).toMatchObject({ variables: {}, rest: { awaits: ['attribute timezone'] } })
  })
})
