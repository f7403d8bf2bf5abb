import type { Queryable } from '#server/db/pg.ts'

/** What a sender knows about a workspace: its email provider included (null: none of its own), and settings of journeys by id. */
export type SendingWorkspace = {
  id: number
  name: string
  timeZone: string
  isDemo: boolean
  settings: unknown
  journeys: Record<string, unknown> | null
  now: Date
  provider: { id: number; kind: string; settings: unknown; secret: string | null; stamp: string; lastError: string | null } | null
}

/** By primary keys and provider_workspace_id_channel_idx. The default provider goes before the oldest. */
const text = `
select w.id, w.name, w.time_zone as "timeZone", w.is_demo as "isDemo", w.settings, clock_timestamp() as now,
  (select json_object_agg(j.id, j.settings) from public.journey j where j.id = any ($2::int[]) and j.workspace_id = w.id) as journeys,
  case when p.id is null then null else json_build_object('id', p.id, 'kind', p.kind, 'settings', p.settings, 'secret', p.secret,
    'stamp', p.updated_at, 'lastError', p.last_error) end as provider
from public.workspace w left join lateral (
  select * from public.provider p where p.workspace_id = w.id and p.channel = 'email' order by p.is_default desc, p.id limit 1) p on true
where w.id = any ($1::int[])`

export async function sendingWorkspaces(db: Queryable, ids: number[], journeyIds: number[]): Promise<SendingWorkspace[]> {
  const { rows } = await db.query<SendingWorkspace>({ name: 'sending_workspaces', text, values: [ids, journeyIds] })
  return rows
}
