import type { z } from 'zod'
import type { changeTopicSchema, TopicResource } from '#domain/topic/resource.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { getTopic } from './get.ts'

/** Renames, describes, archives or brings back a topic. Its key stays: what names it goes on as before. */
export async function changeTopic(
  ctx: Ctx,
  id: number,
  { isArchived, ...rest }: z.output<typeof changeTopicSchema>,
): Promise<TopicResource> {
  authorise(ctx, 'editor')
  await inTransaction(async (tx) => {
    const topic = await tx.topic.findFirst({ where: { id, workspaceId: ctx.workspaceId } })
    if (!topic) throw new AppError('notFound', 'topic_not_found', 'There is no such topic in this workspace.')
    const archivedAt = isArchived === undefined ? topic.archivedAt : isArchived ? (topic.archivedAt ?? new Date()) : null
    const data = {
      name: rest.name ?? topic.name,
      description: rest.description ?? topic.description,
      archivedAt,
    }
    await tx.topic.update({ where: { id }, data })
    await audit(tx, ctx, 'topic.change', `topic:${topic.key}`, {
      changed: Object.keys(rest),
      ...(isArchived === undefined ? {} : { isArchived }),
    })
  })
  return getTopic(ctx, id)
}
