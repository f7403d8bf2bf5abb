import * as z from 'zod'
import { idSchema, instantSchema } from '#domain/api/common.ts'
import { sawKinds } from '#domain/condition/evaluation.ts'
import { channels } from '#domain/message/channel.ts'
import { heldSchema } from '#domain/message/resource.ts'
import { durationSchema } from '#domain/time/duration.ts'

/** May we send this member this channel for this topic; topic '' is the channel as a whole. */
export const consentSchema = z
  .object({
    channel: z.string(),
    topic: z.string(),
    state: z.enum(['granted', 'denied', 'pending']),
    source: z.string(),
    at: instantSchema,
  })
  .meta({ id: 'Consent' })
export const preferencesSchema = z.object({ consent: z.array(consentSchema) }).meta({ id: 'Preferences' })
export const changePreferencesSchema = z
  .strictObject({
    consent: z
      .array(
        z.strictObject({
          channel: z.enum(channels),
          topic: z.string().trim().max(100).default(''),
          state: z.enum(['granted', 'denied', 'pending']),
        }),
      )
      .min(1)
      .max(100),
    /** Where it was said, kept with the history. */
    source: z.string().trim().min(1).max(100).default('api'),
  })
  .meta({ id: 'ChangePreferences' })

/** A member as the API shows it. `userId` is null for an anonymous member. */
export const memberSchema = z
  .object({
    id: z.string(), // "<shard>-<id>"
    userId: z.string().nullable(),
    anonymousIds: z.array(z.string()),
    /** userIds that were merged into this member and still lead to it. */
    aliases: z.array(z.string()),
    email: z.string().nullable(),
    attributes: z.record(z.string(), z.json()),
    timeZone: z.string().nullable(),
    consent: z.array(consentSchema),
    heldAt: instantSchema.nullable(),
    createdAt: instantSchema,
    lastSeenAt: instantSchema.nullable(),
  })
  .meta({ id: 'Member' })
export type MemberResource = z.infer<typeof memberSchema>

export const memberListItemSchema = z
  .object({
    id: z.string(),
    userId: z.string().nullable(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    createdAt: instantSchema,
    inProgress: z.number().int(),
  })
  .meta({ id: 'MemberListItem' })

export const memberRefSchema = z.object({ ref: z.string().min(1).max(500) })
export const memberByValues = ['userId', 'id', 'anonymousId', 'email'] as const
/** What `ref` is: the userId unless said otherwise. An email stands for the newest member who has it. */
export const memberBySchema = z.object({ by: z.enum(memberByValues).default('userId') })

export const changeMemberSchema = z
  .strictObject({
    /** Set as they come; null removes. */
    attributes: z.record(z.string().min(1).max(200), z.json()),
  })
  .meta({ id: 'ChangeMember' })

export const timelineKinds = ['event', 'delivery', 'entered', 'left', 'change', 'consent'] as const

/** One thing that happened to a member: an event, a delivery, an entry or exit, a change. Newest first. */
export const timelineItemSchema = z
  .object({
    id: z.string(),
    at: instantSchema,
    kind: z.enum(timelineKinds),
    /** Event name, or a fixed name: email_sent, email_opened, journey_entered ... */
    name: z.string(),
    journey: z.object({ id: idSchema, name: z.string() }).nullable(),
    progressId: z.string().nullable(),
    messageId: z.string().nullable(),
    detail: z.record(z.string(), z.json()),
  })
  .meta({ id: 'TimelineItem' })

export const textSchema = z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() })

export const sawSchema = z.object({
  subject: z.string(),
  of: z.enum(sawKinds),
  operator: z.string(),
  expected: z.json(),
  actual: z.json(),
  held: z.boolean(),
  /** For a count of events: the window it is over. */
  within: durationSchema.optional(),
})
export type SawResource = z.infer<typeof sawSchema>

/** One arrival at a node, with what the decision saw and what became of its message. */
export const visitSchema = z
  .object({
    number: z.number().int(),
    nodeKey: z.string(),
    /** As the version named it. */
    name: z.string(),
    kind: z.string(),
    summary: textSchema,
    arrivedAt: instantSchema,
    leftAt: instantSchema.nullable(),
    outlet: z.string().nullable(),
    /** What the version's settings call that outlet; null: it has no name of its own. */
    outletName: z.string().nullable(),
    outcome: z.enum(['success', 'skip', 'error']),
    reason: z.string().nullable(),
    saw: z.array(sawSchema),
    message: z
      .object({
        id: z.string(),
        channel: z.string(),
        status: z.string(),
        reason: z.string().nullable(),
        held: heldSchema.nullable(),
        subject: z.string().nullable(),
        sentAt: instantSchema.nullable(),
        openedAt: instantSchema.nullable(),
        clickedAt: instantSchema.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Visit' })

export const progressStatusSchema = z.enum(['READY', 'RUNNING', 'WAITING', 'ENDED', 'CANCELED', 'ERROR'])

/** One passage of a member through a journey. */
export const progressSchema = z
  .object({
    id: z.string(), // "<shard>-<id>"
    journey: z.object({ id: idSchema, name: z.string() }),
    version: z.number().int(),
    status: progressStatusSchema,
    nodeKey: z.string().nullable(),
    /** The name and the sentence of the node it stands at. */
    node: z.object({ name: z.string(), kind: z.string(), summary: textSchema }).nullable(),
    reason: z.string().nullable(),
    entry: z.object({ name: z.string(), at: instantSchema, properties: z.record(z.string(), z.json()) }),
    enteredAt: instantSchema,
    updatedAt: instantSchema,
    /** When its timer is due; null when it has none. */
    dueAt: instantSchema.nullable(),
  })
  .meta({ id: 'Progress' })

export const progressTraceSchema = progressSchema.extend({ visits: z.array(visitSchema) }).meta({ id: 'ProgressTrace' })

/** A passage with the member who made it: one line of a journey's list. */
export const journeyProgressSchema = progressSchema
  .extend({
    member: z.object({ id: z.string(), userId: z.string().nullable(), email: z.string().nullable(), name: z.string().nullable() }),
  })
  .meta({ id: 'JourneyProgress' })
export type MemberListItem = z.infer<typeof memberListItemSchema>
export type TimelineItem = z.infer<typeof timelineItemSchema>
export type VisitResource = z.infer<typeof visitSchema>
export type ProgressResource = z.infer<typeof progressSchema>
export type ProgressTrace = z.infer<typeof progressTraceSchema>
export type JourneyProgress = z.infer<typeof journeyProgressSchema>
