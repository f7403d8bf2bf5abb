import type { Queryable } from '#server/db/pg.ts'

export type TopicRow = {
  id: number
  key: string
  name: string
  description: string
  archivedAt: Date | null
  createdAt: Date
  journeys: number
}

/** The topics of a workspace with the number of journeys whose drafts name them. Locks nothing; by the keys of topic and journey_node. */
export async function readTopics(db: Queryable, workspaceId: number): Promise<TopicRow[]> {
  const { rows } = await db.query<TopicRow>({
    name: 'read_topics',
    text: `
      select t.id, t.key, t.name, t.description, t.archived_at as "archivedAt", t.created_at as "createdAt", coalesce(u.journeys, 0)::int as journeys
      from public.topic t left join (
        select n.settings ->> 'topic' as key, count(distinct n.journey_id) as journeys
        from public.journey j join public.journey_node n on n.journey_id = j.id
        where j.workspace_id = $1 and n.settings ? 'topic' group by 1) u on u.key = t.key
      where t.workspace_id = $1 order by t.archived_at is not null, lower(t.name), t.id`,
    values: [workspaceId],
  })
  return rows
}

/** Topics that journeys or caps name and that nobody has listed. Locks nothing; by the keys of journey_node, topic and workspace. */
export async function readUnlistedTopics(db: Queryable, workspaceId: number): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>({
    name: 'read_unlisted_topics',
    text: `
      select distinct x.key from (
        select n.settings ->> 'topic' as key from public.journey j join public.journey_node n on n.journey_id = j.id
        where j.workspace_id = $1 and n.settings ? 'topic'
        union all
        select cap ->> 'topic' from public.workspace w cross join lateral jsonb_array_elements(coalesce(w.settings -> 'frequencyCaps', '[]')) cap
        where w.id = $1) x
      where x.key <> '' and not exists (select from public.topic t where t.workspace_id = $1 and t.key = x.key)
      order by x.key limit 100`,
    values: [workspaceId],
  })
  return rows.map(({ key }) => key)
}
