import type { Queryable } from '#server/db/pg.ts'

export type JourneyUsingTemplate = { templateKey: string; id: number; name: string; isLive: boolean }

/**
 * Journeys whose draft or live version names one of the templates; `isLive`: members can still reach it. Small tables;
 * by journey_node's journey and journey_version's primary key.
 */
const text = `
select k.key as "templateKey", j.id, j.name,
  j.status in ('ONGOING', 'PAUSED') and coalesce(v.document -> 'nodes' @> jsonb_build_array(jsonb_build_object('settings', jsonb_build_object('template', k.key))), false) as "isLive"
from public.journey j
left join public.journey_version v on v.id = j.live_version_id
cross join unnest($2::text[]) k (key)
where j.workspace_id = $1 and (
  exists (select from public.journey_node n where n.journey_id = j.id and n.settings ->> 'template' = k.key)
  or v.document -> 'nodes' @> jsonb_build_array(jsonb_build_object('settings', jsonb_build_object('template', k.key))))
order by j.name, j.id`

export async function journeysUsingTemplates(db: Queryable, workspaceId: number, keys: string[]): Promise<JourneyUsingTemplate[]> {
  if (keys.length === 0) return []
  const { rows } = await db.query<JourneyUsingTemplate>({ name: 'journeys_using_templates', text, values: [workspaceId, keys] })
  return rows
}
