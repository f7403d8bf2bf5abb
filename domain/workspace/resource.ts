import * as z from 'zod'
import { idSchema, instantSchema } from '#domain/api/common.ts'
import { isZone } from '#domain/time/isZone.ts'
import { messageLimitsPatch } from './messageLimits.ts'
import { roles, workspaceSettingsSchema } from './settings.ts'

export const slugSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, { error: 'slug' })
export const timeZoneSchema = z.string().refine(isZone, { error: 'timeZone' })
const nameSchema = z.string().trim().min(1, { error: 'nameMissing' }).max(120)
const roleSchema = z.enum(roles)

export const workspaceSchema = z
  .object({
    id: idSchema,
    slug: z.string(),
    name: z.string(),
    timeZone: z.string(),
    locale: z.string(),
    isDemo: z.boolean(),
    settings: workspaceSettingsSchema,
    createdAt: instantSchema,
  })
  .meta({ id: 'Workspace' })
export type WorkspaceResource = z.infer<typeof workspaceSchema>

export const createWorkspaceSchema = z
  .strictObject({ name: nameSchema, slug: slugSchema.optional(), timeZone: timeZoneSchema.default('UTC') })
  .meta({ id: 'CreateWorkspace' })

/** Fields left out stay as they are; so do settings left out of `settings`. */
export const patchWorkspaceSchema = z
  .strictObject({
    name: nameSchema.optional(),
    timeZone: timeZoneSchema.optional(),
    settings: z
      .strictObject({
        historyAfterHours: z
          .number()
          .int()
          .min(1)
          .max(24 * 365)
          .optional(),
        sendWithoutConsentRecord: z.boolean().optional(),
        sender: z.strictObject({ name: z.string().max(200), email: z.union([z.email({ error: 'email' }), z.literal('')]) }).optional(),
        postalAddress: z.string().max(500).optional(),
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/, { error: 'currency' })
          .optional(),
        ...messageLimitsPatch,
      })
      .optional(),
  })
  .meta({ id: 'PatchWorkspace' })
export type PatchWorkspace = z.infer<typeof patchWorkspaceSchema>

/** What deleting a workspace would lose. */
export const workspaceContentsSchema = z
  .object({
    journeys: z.number().int(),
    members: z.number().int(),
    events: z.number().int(),
    messages: z.number().int(),
    people: z.number().int(),
  })
  .meta({ id: 'WorkspaceContents' })

export const personSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    isYou: z.boolean(),
    joinedAt: instantSchema,
    lastSignInAt: instantSchema.nullable(),
  })
  .meta({ id: 'Person' })
export type PersonResource = z.infer<typeof personSchema>

export const emailSchema = z.email({ error: 'email' }).max(320).toLowerCase()

export const inviteSchema = z.strictObject({ email: emailSchema, role: roleSchema }).meta({ id: 'Invite' })
export const invitationSchema = z
  .object({ email: z.string(), role: roleSchema, expiresAt: instantSchema, /** Works once; shown once. */ url: z.string() })
  .meta({ id: 'Invitation' })
export const changeRoleSchema = z.strictObject({ role: roleSchema }).meta({ id: 'ChangeRole' })

export const keyScopeSchema = z.enum(['write', 'server'])
export const keySchema = z
  .object({
    id: idSchema,
    name: z.string(),
    scope: keyScopeSchema,
    /** How the key begins: enough to tell keys apart. */
    prefix: z.string(),
    createdAt: instantSchema,
    lastUsedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Key' })
export type KeyResource = z.infer<typeof keySchema>
export const createKeySchema = z.strictObject({ name: nameSchema, scope: keyScopeSchema }).meta({ id: 'CreateKey' })
export const createdKeySchema = keySchema.extend({ /** Shown once. */ key: z.string() }).meta({ id: 'CreatedKey' })

export const auditEntrySchema = z
  .object({
    id: idSchema,
    at: instantSchema,
    actor: z.object({ kind: z.enum(['operator', 'key', 'system']), id: idSchema.nullable(), name: z.string() }),
    action: z.string(),
    subject: z.string(),
    details: z.record(z.string(), z.json()),
  })
  .meta({ id: 'AuditEntry' })

/** The first operator, or somebody who follows an invitation and has no account yet. */
export const newOperatorSchema = z.strictObject({
  token: z.string().min(20).max(200),
  name: nameSchema,
  email: emailSchema,
  password: z.string().min(10, { error: 'passwordShort' }).max(200, { error: 'passwordLong' }),
})
