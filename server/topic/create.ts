import type { z } from 'zod'
import type { createTopicSchema, TopicResource } from '#domain/topic/resource.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { getTopic } from './get.ts'

const TOPICS_MAX = 200

/** A new topic. Messages, consents and limits that name its key already are about it from now on. */
export async function createTopic(ctx: Ctx, input: z.output<typeof createTopicSchema>): Promise<TopicResource> {
  authorise(ctx, 'editor')
  const { workspaceId } = ctx
  const id = await inTransaction(async (tx) => {
    // One creation at a time in a workspace: the number of topics is counted.
    await tx.$queryRaw`select 1 from workspace where id = ${workspaceId} for no key update`
    if ((await tx.topic.count({ where: { workspaceId } })) >= TOPICS_MAX)
      throw new AppError('unprocessable', 'too_many_topics', `A workspace has ${TOPICS_MAX} topics at most. Use one that is there.`)
    if (await tx.topic.findFirst({ where: { workspaceId, key: input.key } })) {
      const detail = `There is a topic ${input.key} already. Choose another key.`
      throw new AppError('conflict', 'topic_key_taken', detail, { errors: [{ pointer: '/key', detail }] })
    }
    const made = await tx.topic.create({ data: { ...input, workspaceId }, select: { id: true } })
    await audit(tx, ctx, 'topic.create', `topic:${input.key}`, { name: input.name })
    return made.id
  })
  return getTopic(ctx, id)
}
