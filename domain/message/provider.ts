import * as z from 'zod'
import { idSchema, instantSchema } from '#domain/api/common.ts'

/** What is kept of an SMTP account; the password is apart and never shown. */
export const smtpSettingsSchema = z.strictObject({
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[A-Za-z0-9.:_-]+$/, { error: 'host' }),
  port: z.number().int().min(1).max(65_535),
  /** `tls` from the first byte (465), `starttls` required (587), or `none`. */
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().trim().max(320).default(''),
})
export type SmtpSettings = z.infer<typeof smtpSettingsSchema>

const name = z.string().trim().min(1).max(120)
const smtp = z.strictObject({ kind: z.literal('smtp'), name, settings: smtpSettingsSchema, password: z.string().max(1_000).optional() })
const sandbox = z.strictObject({ kind: z.literal('sandbox'), name })
export const createProviderSchema = z.discriminatedUnion('kind', [smtp, sandbox]).meta({ id: 'CreateProvider' })
export type CreateProvider = z.infer<typeof createProviderSchema>

/** What is left out stays. An empty password removes it. */
export const changeProviderSchema = z
  .strictObject({
    name: name.optional(),
    settings: smtpSettingsSchema.optional(),
    password: z.string().max(1_000).optional(),
    isDefault: z.literal(true).optional(),
  })
  .meta({ id: 'ChangeProvider' })
export type ChangeProvider = z.infer<typeof changeProviderSchema>

export const providerSchema = z
  .object({
    id: idSchema,
    channel: z.literal('email'),
    kind: z.enum(['smtp', 'sandbox']),
    name: z.string(),
    settings: smtpSettingsSchema.nullable(),
    hasPassword: z.boolean(),
    isDefault: z.boolean(),
    /** Why it could not be used when last tried. */
    lastError: z.string().nullable(),
    lastErrorAt: instantSchema.nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: 'Provider' })
export type ProviderResource = z.infer<typeof providerSchema>

/** `inUse`: where email goes now: a provider's id, SMTP_URL of the installation, or the sandbox. */
export const providerListSchema = z.object({ data: z.array(providerSchema), inUse: z.union([idSchema, z.enum(['SMTP_URL', 'sandbox'])]) })
export const providerTestSchema = z.object({ works: z.boolean(), detail: z.string().nullable() }).meta({ id: 'ProviderTest' })
