import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'
import { conditionSchema } from '#domain/condition/document.ts'
import { durationSchema } from '#domain/time/duration.ts'
import { isZone } from '#domain/time/isZone.ts'
import { EVENTS_MAX, MEMBERS_MAX } from './request.ts'

/**
 * Tests of a journey, as a file beside it says them (docs/guides/testing-journeys.md). What an expectation leaves out is not
 * compared.
 */
const bag = z.record(z.string(), z.json())
const zone = z.string().refine(isZone, { error: 'timeZone' })
const userId = z.string().min(1).max(500)

const memberSchema = z.strictObject({ attributes: bag.default({}), timeZone: zone.optional() })

const happening = z
  .strictObject({
    member: userId,
    event: z.string().min(1).max(200),
    /** An instant, or how long after the beginning. */
    at: z.union([instantSchema, durationSchema]),
    properties: bag.default({}),
    /** Attributes that come with it. */
    traits: bag.optional(),
  })
  .meta({ id: 'JourneyTestEvent' })

const passageSchema = z.strictObject({
  /** A line a node: its key, then the outlet by which it was left; the last without one. */
  path: z.array(z.string()).optional(),
  /** Keys of the nodes that made a message, in order; with an instant where that matters. */
  messages: z.array(z.union([z.string(), z.strictObject({ node: z.string(), at: instantSchema })])).optional(),
  /** The reason with which the passage is over. */
  exit: z.string().optional(),
  status: z.enum(['RUNNING', 'WAITING', 'ENDED', 'CANCELED', 'ERROR']).optional(),
  /** Where the member still stands at the end. */
  waits: z.string().optional(),
})
export type ExpectedPassage = z.output<typeof passageSchema>

const testSchema = z.strictObject({
  name: z.string().min(1),
  members: z.record(userId, memberSchema.nullable()).refine((of) => Object.keys(of).length <= MEMBERS_MAX),
  events: z.array(happening).max(EVENTS_MAX).default([]),
  from: instantSchema,
  until: z.union([instantSchema, durationSchema]),
  expect: z.record(userId, z.array(passageSchema)),
})
export type JourneyTest = z.output<typeof testSchema>

export const testDocumentSchema = z.strictObject({
  /** The journey's document: a file beside this one. */
  journey: z.string().min(1),
  timeZone: zone.default('UTC'),
  /** Key -> condition: the segments that the journey asks about. */
  segments: z.record(z.string(), conditionSchema).default({}),
  tests: z.array(testSchema).min(1),
})
export type TestDocument = z.output<typeof testDocumentSchema>
