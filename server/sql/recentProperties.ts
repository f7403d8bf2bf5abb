import type { Queryable } from '#server/db/pg.ts'

/** The properties of the newest events of a name. Served by event_by_name; locks nothing. */
export async function recentProperties(db: Queryable, workspaceId: number, name: string, limit: number): Promise<unknown[]> {
  const { rows } = await db.query<{ properties: unknown }>({
    name: 'recent_properties',
    text: `select payload -> 'properties' as properties from engine.event
            where workspace_id = $1 and name = $2 order by accepted_at desc, id desc limit $3`,
    values: [workspaceId, name, limit],
  })
  return rows.map((row) => row.properties)
}
