import * as z from 'zod'
import { messageLimitsShape } from './messageLimits.ts'

export const roles = ['viewer', 'editor', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]
/** Each role may do what those before it may. */
export const allows = (held: Role, needed: Role) => roles.indexOf(held) >= roles.indexOf(needed)

export const workspaceSettingsSchema = z
  .object({
    /** An event older than this when it arrives is history: counted, but starts and wakes nothing. */
    historyAfterHours: z
      .number()
      .int()
      .min(1)
      .max(24 * 365)
      .default(24),
    /** May we send to a member of whom nothing is known about consent? */
    sendWithoutConsentRecord: z.boolean().default(true),
    sender: z.object({ name: z.string().max(200).default(''), email: z.union([z.email(), z.literal('')]).default('') }).prefault({}),
    /** Postal address, shown in the footer that commercial mail needs. */
    postalAddress: z.string().max(500).default(''),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('USD'),
    ...messageLimitsShape,
  })
  .meta({ id: 'WorkspaceSettings' })
export type WorkspaceSettings = z.infer<typeof workspaceSettingsSchema>
