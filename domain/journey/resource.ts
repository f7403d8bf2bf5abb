import * as z from 'zod'
import { idSchema, instantSchema } from '#domain/api/common.ts'
import { catchUpSchema } from './catchUp.ts'
import { draftNodeSchema, journeyNameSchema, pathSchema } from './document.ts'
import { fates, membersPolicySchema } from './moves.ts'
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
export const resumeJourneySchema = z.object({ catchUp: catchUpSchema.default({ mode: 'all_now' }) }).meta({ id: 'ResumeJourney' })
export const publishJourneySchema = z.object({ members: membersPolicySchema.default({ policy: 'finish' }) }).meta({ id: 'PublishJourney' })

/** Whose time came during the pause, at the instant `at`: all, and those whose time came earlier than asked about. */
export const parkedSchema = z
  .object({ at: instantSchema, parked: z.number().int(), older: z.number().int(), oldestAt: instantSchema.nullable() })
  .meta({ id: 'ParkedPassages' })
export type Parked = z.output<typeof parkedSchema>

const fatesSchema = z.object({ stays: z.number().int(), follows: z.number().int(), arrives: z.number().int(), leaves: z.number().int() })

/** What publishing would do to the members inside, exact at the instant `at`. */
export const publishPreviewSchema = z
  .object({
    at: instantSchema,
    /** The live version, null before the first publish, and the one that publishing would make. */
    version: z.number().int().nullable(),
    nextVersion: z.number().int(),
    inside: z.number().int(),
    nodes: z.array(
      z.object({
        version: z.number().int(),
        node: draftNodeSchema,
        waiting: z.number().int(),
        /** Under the policy asked about; `target` is the new node's key. */
        fate: z.enum(fates),
        target: z.string().nullable(),
      }),
    ),
    /** Members by fate, per policy; `asked` is the one in the request. */
    policies: z.object({ finish: fatesSchema, follow: fatesSchema, asked: fatesSchema }),
  })
  .meta({ id: 'PublishPreview' })
export type PublishPreview = z.output<typeof publishPreviewSchema>

/** Members taken to a version, or out of the journey, by a publish. */
export const versionMoveSchema = z
  .object({
    id: idSchema,
    version: z.number().int(),
    members: membersPolicySchema,
    startedAt: instantSchema,
    startedBy: z.string(),
    /** Members concerned when it began; null until then. */
    total: z.number().int().nullable(),
    moved: z.number().int(),
    left: z.number().int(),
    doneAt: instantSchema.nullable(),
    /** superseded: by a later publish with a plan. ended: the journey was ended by cancel. */
    because: z.enum(['done', 'superseded', 'ended']).nullable(),
    /** Members concerned who were still on an earlier version when it was done. */
    remaining: z.number().int().nullable(),
  })
  .meta({ id: 'VersionMove' })
export type VersionMove = z.output<typeof versionMoveSchema>
