import * as z from 'zod'
import { hotIdSchema, idSchema, instantSchema, listOf, listQuerySchema, rowIdSchema } from '#domain/api/common.ts'
import { channels } from './channel.ts'

export const templateKeySchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: 'templateKey' })

export const templateContentSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  subject: z.string().max(500),
  preheader: z.string().max(500).default(''),
  format: z.enum(['mjml', 'html']),
  body: z.string().max(500_000),
})
export const templateSchema = templateContentSchema
  .extend({
    id: idSchema,
    key: templateKeySchema,
    channel: z.literal('email'),
    version: z.number().int(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    usedBy: z.array(z.object({ id: idSchema, name: z.string() })),
  })
  .meta({ id: 'Template' })
export const createTemplateSchema = templateContentSchema.extend({ key: templateKeySchema }).meta({ id: 'CreateTemplate' })
export type TemplateContent = z.infer<typeof templateContentSchema>
export type TemplateResource = z.infer<typeof templateSchema>

/** A line of the list: everything but the content. */
export const templateListItemSchema = templateSchema.omit({ body: true, preheader: true }).meta({ id: 'TemplateListItem' })
export type TemplateListItem = z.infer<typeof templateListItemSchema>
export const templateListSchema = listOf(templateListItemSchema)

/** One saved content of a template. */
export const templateVersionSchema = templateContentSchema
  .omit({ name: true })
  .extend({ number: z.number().int(), createdAt: instantSchema, isLive: z.boolean() })
  .meta({ id: 'TemplateVersion' })
export type TemplateVersionResource = z.infer<typeof templateVersionSchema>

/** `POST /api/v1/templates/preview`: rendered for a member (or made-up values), with what was unknown. */
export const previewRequestSchema = z.strictObject({
  subject: z.string().max(500),
  preheader: z.string().max(500).default(''),
  format: z.enum(['mjml', 'html']),
  body: z.string().max(500_000),
  /** Rendered for this member; without it for a made-up one, who has a value for every name. */
  userId: z.string().max(500).optional(),
  /** Properties of the event that started the journey. */
  event: z.record(z.string(), z.json()).optional(),
})
export type PreviewRequest = z.infer<typeof previewRequestSchema>
export const previewSchema = z
  .object({
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    /** Names that rendered empty. */
    unknown: z.array(z.string()),
    /** What does not parse, with line and column where known. */
    errors: z.array(
      z.object({
        field: z.enum(['subject', 'preheader', 'body']),
        detail: z.string(),
        line: z.number().int().nullable(),
        column: z.number().int().nullable(),
        /** Nothing can be sent from it. Otherwise it deserves a look. */
        fatal: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Preview' })
export type Preview = z.infer<typeof previewSchema>

/** Until when a pending message waits, and the zone that this was reckoned in. */
export const heldSchema = z.object({ until: instantSchema, timeZone: z.string() }).meta({ id: 'MessageHeld' })
/** Of the event `held` in a message's log: why it waits, and until when. */
export const heldDetailSchema = heldSchema.extend({ reason: z.string() })
export type HeldResource = z.infer<typeof heldSchema>

export const messageSchema = z
  .object({
    id: z.string(), // "<shard>-<id>"
    channel: z.string(),
    status: z.enum(['pending', 'accepted', 'unknown', 'failed', 'suppressed']),
    reason: z.string().nullable(),
    held: heldSchema.nullable(),
    member: z.object({ id: z.string(), userId: z.string().nullable(), email: z.string().nullable() }),
    journey: z.object({ id: idSchema, name: z.string() }).nullable(),
    nodeKey: z.string().nullable(),
    address: z.string().nullable(),
    subject: z.string().nullable(),
    createdAt: instantSchema,
    finishedAt: instantSchema.nullable(),
    openedAt: instantSchema.nullable(),
    clickedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Message' })

export type MessageResource = z.infer<typeof messageSchema>
export const messageStatuses = messageSchema.shape.status.options
export const messageListSchema = listOf(messageSchema)
export const messageIdSchema = z.object({ id: hotIdSchema })
export const messageListQuerySchema = listQuerySchema.extend({
  status: messageSchema.shape.status.optional(),
  channel: z.enum(channels).optional(),
  /** Id of a journey. */
  journey: rowIdSchema.optional(),
  /** How an address begins. */
  q: z.string().trim().max(200).optional(),
})
export type MessageListQuery = z.output<typeof messageListQuerySchema>

/** With what it was made from, and everything that became of it. */
export const messageDetailSchema = messageSchema
  .extend({
    attempts: z.number().int(),
    template: z.object({ key: z.string(), version: z.number().int() }).nullable(),
    provider: z.object({ id: idSchema, name: z.string() }).nullable(),
    /** Of the sandbox's copy. */
    sandboxId: idSchema.nullable(),
    events: z.array(z.object({ kind: z.string(), at: instantSchema, detail: z.record(z.string(), z.json()) })),
  })
  .meta({ id: 'MessageDetail' })
export type MessageDetail = z.infer<typeof messageDetailSchema>

export const sandboxMessageSchema = z
  .object({
    id: idSchema,
    messageId: z.string(),
    member: z.object({ id: z.string(), userId: z.string().nullable() }),
    channel: z.string(),
    from: z.string(),
    to: z.string(),
    subject: z.string(),
    preview: z.string(),
    journey: z.object({ id: idSchema, name: z.string() }).nullable(),
    nodeKey: z.string().nullable(),
    at: instantSchema,
    readAt: instantSchema.nullable(),
    openedAt: instantSchema.nullable(),
    clickedAt: instantSchema.nullable(),
  })
  .meta({ id: 'SandboxMessage' })
export const sandboxMessageDetailSchema = sandboxMessageSchema
  .extend({ html: z.string(), text: z.string(), headers: z.record(z.string(), z.string()) })
  .meta({ id: 'SandboxMessageDetail' })
export type SandboxMessage = z.infer<typeof sandboxMessageSchema>
export type SandboxMessageDetail = z.infer<typeof sandboxMessageDetailSchema>
export const sandboxListSchema = listOf(sandboxMessageSchema).extend({ unread: z.number().int() })
export const sandboxListQuerySchema = listQuerySchema.extend({
  /** Part of a recipient, a subject or a journey's name. */
  q: z.string().trim().max(200).optional(),
  unread: z.enum(['true', 'false']).optional(),
})
export type SandboxListQuery = z.output<typeof sandboxListQuerySchema>
