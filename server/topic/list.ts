import type { TopicList, TopicResource } from '#domain/topic/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { readTopics, readUnlistedTopics, type TopicRow } from '#server/sql/topics.ts'

/** The topics of the workspace by name, archived ones last, and what is named without being among them. */
export async function listTopics(ctx: Ctx): Promise<TopicList> {
  authorise(ctx, 'viewer')
  const [rows, unlisted] = await Promise.all([readTopics(pool(), ctx.workspaceId), readUnlistedTopics(pool(), ctx.workspaceId)])
  return { data: rows.map(topicResource), nextCursor: null, unlisted }
}

export const topicResource = ({ id, archivedAt, createdAt, ...rest }: TopicRow): TopicResource => ({
  ...rest,
  id: String(id),
  archivedAt: archivedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})
