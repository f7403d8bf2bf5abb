import * as z from 'zod'
import { idSchema, instantSchema } from '#domain/api/common.ts'
import { draftNodeSchema, journeyNameSchema, pathSchema } from './document.ts'
import { journeySettingsSchema } from './settings.ts'

export const journeyStatusSchema = z.enum(['DRAFT', 'ONGOING', 'PAUSED', 'ENDED'])
export type JourneyStatus = z.infer<typeof journeyStatusSchema>

export const problemOfDraftSchema = z
  .object({
    code: z.string(),
    severity: z.enum(['problem', 'warning']),
    nodeKey: z.string().nullable(),
    pointer: z.string().optional(),
    values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    /** The sentence, in English. */
    detail: z.string(),
  })
  .meta({ id: 'DraftProblem' })

const person = z.object({ id: idSchema, name: z.string() })

/** One line of the list. Counts are over the journey's whole life but for `perDay`. */
export const journeyListItemSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    status: journeyStatusSchema,
    /** Number of the live version; null before the first publish. */
    version: z.number().int().nullable(),
    hasUnpublishedChanges: z.boolean(),
    /** What starts it, as a text key with values (see Text). */
    trigger: z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() }).nullable(),
    channels: z.array(z.enum(['email', 'sms', 'push', 'line', 'webhook'])),
    problems: z.number().int(),
    triggered: z.number().int(),
    inProgress: z.number().int(),
    ended: z.number().int(),
    error: z.number().int(),
    /** Triggered per day, oldest first, the last 30 days in the workspace's zone. */
    perDay: z.array(z.number().int()),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    updatedBy: person.nullable(),
  })
  .meta({ id: 'JourneyListItem' })
export type JourneyListItem = z.infer<typeof journeyListItemSchema>

/** A journey with its draft. `etag` names the draft: send it back as If-Match. */
export const journeySchema = z
  .object({
    id: idSchema,
    name: journeyNameSchema,
    status: journeyStatusSchema,
    version: z.number().int().nullable(),
    hasUnpublishedChanges: z.boolean(),
    settings: journeySettingsSchema,
    nodes: z.array(draftNodeSchema),
    paths: z.array(pathSchema),
    problems: z.array(problemOfDraftSchema),
    etag: z.string(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    updatedBy: person.nullable(),
    publishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Journey' })
export type JourneyResource = z.infer<typeof journeySchema>

export const journeyVersionSchema = z
  .object({
    id: idSchema,
    number: z.number().int(),
    publishedAt: instantSchema,
    publishedBy: person.nullable(),
    nodes: z.array(draftNodeSchema),
    paths: z.array(pathSchema),
  })
  .meta({ id: 'JourneyVersion' })

export const journeyCountSchema = z
  .object({ DRAFT: z.number().int(), ONGOING: z.number().int(), PAUSED: z.number().int(), ENDED: z.number().int() })
  .meta({ id: 'JourneyCount' })

export const endJourneySchema = z.object({ members: z.enum(['cancel', 'drain']).default('cancel') }).meta({ id: 'EndJourney' })
export const resumeJourneySchema = z.object({}).meta({ id: 'ResumeJourney' })
