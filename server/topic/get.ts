import type { TopicResource } from '#domain/topic/resource.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { readTopics } from '#server/sql/topics.ts'
import { topicResource } from './list.ts'

/** A topic by id. Refuses with 404. */
export async function getTopic(ctx: Ctx, id: number): Promise<TopicResource> {
  const found = (await readTopics(pool(), ctx.workspaceId)).find((row) => row.id === id)
  if (!found) throw new AppError('notFound', 'topic_not_found', 'There is no such topic in this workspace.')
  return topicResource(found)
}
