import { readsOf } from '#domain/condition/reads.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { Duration } from '#domain/time/duration.ts'
import { addDuration } from '#domain/time/zone.ts'
import { windowFault } from './request.ts'
import type { PathPassage } from './result.ts'
import { Simulator } from './simulate.ts'
import { playersOf } from './synthetic.ts'
import type { ExpectedPassage, JourneyTest, TestDocument } from './testDocument.ts'

/** A test and what differs from what it expects; nothing when it passes. */
export type TestOutcome = { name: string; differences: string[] }

/** Runs the tests of a journey under the virtual clock. */
export const runTests = (document: JourneyDocument, { timeZone, segments, tests }: TestDocument): TestOutcome[] =>
  tests.map((test) => ({ name: test.name, differences: run(document, test, { timeZone, segments }) }))

function run(document: JourneyDocument, test: JourneyTest, { timeZone, segments }: Pick<TestDocument, 'timeZone' | 'segments'>): string[] {
  const from = Date.parse(test.from)
  const instantOf = (at: string | Duration) => (typeof at === 'string' ? Date.parse(at) : addDuration(from, at, timeZone))
  const window = { from, to: instantOf(test.until) }
  const fault = windowFault(window)
  if (fault) return [fault]
  const members = Object.entries(test.members).map(([userId, member]) => ({ userId, ...(member ?? { attributes: {} }) }))
  const events = test.events.map(({ member: userId, at, ...event }) => ({
    ...event,
    userId,
    timestamp: new Date(instantOf(at)).toISOString(),
  }))
  const made = playersOf({ members, events, until: new Date(window.to).toISOString() }, from)
  if ('unknownAt' in made) return [`An event names ${events[made.unknownAt]?.userId}, who is not among the members.`]
  const simulator = new Simulator({
    ...{ document, settings: document.settings, journeyId: 1, workspaceId: 1, versionId: 1, timeZone, window },
    segments: Object.entries(segments).map(([key, condition], i) => ({ id: i + 1, key, condition, reads: readsOf(condition) })),
    ...{ currency: 'USD', paths: true },
  })
  for (const player of made.players) simulator.play(player)
  const paths = new Map(simulator.result().paths?.map(({ userId, passages }) => [userId, passages]))
  return Object.entries(test.expect).flatMap(([userId, expected]) => compareMember(userId, expected, paths.get(userId) ?? []))
}

function compareMember(userId: string, expected: readonly ExpectedPassage[], actual: readonly PathPassage[]): string[] {
  const found = expected.flatMap((one, place) => {
    const passage = actual[place]
    return passage ? comparePassage(`${userId}, passage ${place + 1}`, one, passage) : []
  })
  if (expected.length === actual.length) return found
  const more = actual.slice(expected.length).map(({ enteredAt, steps }) => `, one of them at ${enteredAt}: ${shown(pathOf(steps))}`)
  return [...found, `${userId} entered ${times(actual.length)}, expected ${times(expected.length)}${more.join('')}`]
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`)

function comparePassage(who: string, expected: ExpectedPassage, actual: PathPassage): string[] {
  const found: string[] = []
  const compare = (what: string, one: string | undefined, other: string) => {
    if (one !== undefined && one !== other) found.push(`${who}: ${what} ${other}, expected ${one}`)
  }
  compare('went', expected.path && shown(expected.path), shown(pathOf(actual.steps)))
  compare('was sent', expected.messages && shown(expected.messages.map(messageLine)), shown(messagesOf(expected, actual)))
  compare('is over with', expected.exit, actual.reason ?? 'nothing: it is not over')
  compare('is', expected.status, actual.status)
  compare('waits at', expected.waits, actual.node ?? 'no node: it is over')
  return found
}

const shown = (lines: readonly string[]) => (lines.length === 0 ? 'nothing' : lines.join(', '))

/** Node and outlet, as an expectation writes them. */
const pathOf = (steps: PathPassage['steps']) => steps.map(({ node, outlet }) => (outlet === null ? node : `${node} ${outlet}`))

const messageLine = (message: NonNullable<ExpectedPassage['messages']>[number]) =>
  typeof message === 'string' ? message : `${message.node} at ${new Date(message.at).toISOString()}`

/** Messages as the expectation of the same place writes them: with the instant where that has one. */
const messagesOf = ({ messages: expected = [] }: ExpectedPassage, { messages }: PathPassage) =>
  messages.map(({ node, at }, place) => (typeof expected[place] === 'object' ? `${node} at ${at}` : node))
