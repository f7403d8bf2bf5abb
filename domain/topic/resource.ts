import * as z from 'zod'
import { idSchema, instantSchema, listOf } from '#domain/api/common.ts'

/** What consents, journeys and limits name a topic by. It never changes. */
export const topicKeySchema = z.string().trim().min(1).max(100)

export const createTopicSchema = z
  .strictObject({ key: topicKeySchema, name: z.string().trim().min(1).max(100), description: z.string().trim().max(500).default('') })
  .meta({ id: 'CreateTopic' })
export const changeTopicSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100).optional(),
    description: z.string().trim().max(500).optional(),
    /** An archived topic is offered no more. Consents stay, and what names it goes on as before. */
    isArchived: z.boolean().optional(),
  })
  .meta({ id: 'ChangeTopic' })

export const topicSchema = z
  .object({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    description: z.string(),
    archivedAt: instantSchema.nullable(),
    createdAt: instantSchema,
    /** Journeys whose drafts send messages about it. */
    journeys: z.number().int(),
  })
  .meta({ id: 'Topic' })
export type TopicResource = z.infer<typeof topicSchema>
export const topicListSchema = listOf(topicSchema).extend({
  /** Keys that journeys and caps name, and that are not among the topics. */
  unlisted: z.array(z.string()),
})
export type TopicList = z.infer<typeof topicListSchema>
