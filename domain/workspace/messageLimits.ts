import * as z from 'zod'
import { whenHeldSchema } from '#domain/journey/messageRules.ts'
import { frequencyCapSchema, minimumGapSchema } from '#domain/message/caps.ts'
import { channels } from '#domain/message/channel.ts'
import { quietHoursSchema } from '#domain/message/quietHours.ts'

const fields = {
  /** In the member's zone, else the workspace's. */
  quietHours: quietHoursSchema.nullable(),
  /** Of a member's messages from all journeys together. */
  frequencyCaps: z.array(frequencyCapSchema).max(20),
  /** From one message to a member to the next, whatever the channel. */
  minimumGap: minimumGapSchema.nullable(),
  whenHeld: whenHeldSchema,
  /** Messages by these channels, and about these topics, are held by nothing of this. They count for others all the same. */
  exemptChannels: z.array(z.enum(channels).exclude(['webhook'])).max(channels.length),
  exemptTopics: z.array(z.string().trim().min(1).max(100)).max(100),
}

/** What holds messages back in a whole workspace: part of its settings. */
export const messageLimitsShape = {
  quietHours: fields.quietHours.default(null),
  frequencyCaps: fields.frequencyCaps.default([]),
  minimumGap: fields.minimumGap.default(null),
  whenHeld: fields.whenHeld.default('queue'),
  exemptChannels: fields.exemptChannels.default([]),
  exemptTopics: fields.exemptTopics.default([]),
}
/** Without defaults: what a patch leaves out stays. */
export const messageLimitsPatch = z.object(fields).partial().shape

export type MessageLimits = z.infer<z.ZodObject<typeof messageLimitsShape>>
export const limitNames = Object.keys(messageLimitsShape) as (keyof MessageLimits)[]
