import type { Queryable } from '#server/db/pg.ts'

export type EventNameRow = { name: string; count: number; total: number; lastSeenAt: Date | null }

/**
 * Names of events with their counts, the most frequent first. One range of event_report's primary key, and of each name
 * its newest event by event_by_name. Locks nothing.
 */
const text = `
  select n.name, n.count, n.total, e.accepted_at as "lastSeenAt"
    from (select name, coalesce(sum(count) filter (where bucket >= now() - interval '30 days'), 0)::bigint as count, sum(count)::bigint as total
            from engine.event_report where workspace_id = $1 and position(lower($2) in lower(name)) > 0
           group by name order by 2 desc, 1 limit $3) n
    left join lateral (select accepted_at from engine.event e where e.workspace_id = $1 and e.name = n.name
                        order by accepted_at desc, id desc limit 1) e on true
   order by n.count desc, n.total desc, n.name`

export async function listEventNames(db: Queryable, workspaceId: number, part: string, limit: number): Promise<EventNameRow[]> {
  const { rows } = await db.query<EventNameRow>({ name: 'list_event_names', text, values: [workspaceId, part, limit] })
  return rows
}
