import type { Queryable } from '#server/db/pg.ts'

/** The attributes of the newest members. Served by member_by_workspace; locks nothing. */
export async function recentAttributes(db: Queryable, workspaceId: number, limit: number): Promise<unknown[]> {
  const { rows } = await db.query<{ attributes: unknown }>({
    name: 'recent_attributes',
    text: `select attributes from engine.member where workspace_id = $1 and merged_into_id is null order by id desc limit $2`,
    values: [workspaceId, limit],
  })
  return rows.map((row) => row.attributes)
}
