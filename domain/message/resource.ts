import { z } from 'zod'
import { idSchema, instantSchema } from '#domain/api/common.ts'

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
export const createTemplateSchema = templateContentSchema.extend({ key: templateKeySchema })

/** `POST /api/v1/templates/preview`: rendered for a member (or made-up values), with what was unknown. */
export const previewRequestSchema = z.strictObject({
  subject: z.string().max(500),
  preheader: z.string().max(500).default(''),
  format: z.enum(['mjml', 'html']),
  body: z.string().max(500_000),
  userId: z.string().optional(),
  event: z.record(z.string(), z.json()).optional(),
})
export const previewSchema = z.object({
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
    }),
  ),
})

export const messageSchema = z
  .object({
    id: z.string(), // "<shard>-<id>"
    channel: z.string(),
    status: z.enum(['pending', 'accepted', 'unknown', 'failed', 'suppressed']),
    reason: z.string().nullable(),
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
