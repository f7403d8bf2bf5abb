import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'

/** What signs the calls of a workspace. `secret` null: it cannot be read, and has to be rotated. */
export const webhookSecretSchema = z
  .object({
    secret: z.string().nullable(),
    createdAt: instantSchema,
    /** Secrets before it that still sign beside it. */
    previous: z.array(z.object({ createdAt: instantSchema, retiresAt: instantSchema })),
  })
  .meta({ id: 'WebhookSecret' })
export type WebhookSecretResource = z.infer<typeof webhookSecretSchema>

/** For how long the secret so far goes on signing beside the new one; 0 when it has leaked. */
export const rotateWebhookSecretSchema = z
  .strictObject({ keepPreviousHours: z.number().int().min(0).max(168).default(24) })
  .meta({ id: 'RotateWebhookSecret' })
export type RotateWebhookSecret = z.output<typeof rotateWebhookSecretSchema>
