import * as z from 'zod'
import { messageQuotaSchema, rateLimitSchema } from '#domain/message/allowance.ts'
import { quietHoursSchema } from '#domain/message/quietHours.ts'

/** A message that may not go now waits for its time, or is dropped. */
export const whenHeldSchema = z.enum(['queue', 'drop'])
export type WhenHeld = z.infer<typeof whenHeldSchema>

export const PRIORITY_USUAL = 5
const fields = {
  /** null: the workspace's. 'none': none. */
  quietHours: z.union([quietHoursSchema, z.literal('none')]).nullable(),
  /** Messages in all; null: no limit. */
  messageQuota: messageQuotaSchema.nullable(),
  rateLimit: rateLimitSchema.nullable(),
  /** Of several messages that wait for one member, the one with the higher priority goes first. */
  priority: z.number().int().min(1).max(9),
  /** null: as the workspace says. */
  whenHeld: whenHeldSchema.nullable(),
  /** Its messages are not held by the workspace's caps and gap. They count for others all the same. */
  isExempt: z.boolean(),
}

/** What decides whether and when a journey's messages go out: part of its settings. */
export const messageRulesShape = {
  quietHours: fields.quietHours.default(null),
  messageQuota: fields.messageQuota.default(null),
  rateLimit: fields.rateLimit.default(null),
  priority: fields.priority.default(PRIORITY_USUAL),
  whenHeld: fields.whenHeld.default(null),
  isExempt: fields.isExempt.default(false),
}
/** Without defaults: what a patch leaves out stays. */
export const messageRulesPatch = z.object(fields).partial().shape

/** Read out of a journey's settings, whatever else they hold. */
export const messageRulesSchema = z.object(messageRulesShape)
export type MessageRules = z.infer<typeof messageRulesSchema>
export const ruleNames = Object.keys(messageRulesShape) as (keyof MessageRules)[]
