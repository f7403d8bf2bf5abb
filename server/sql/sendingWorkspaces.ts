import type { Queryable } from '#server/db/pg.ts'

/** What a sender knows about a workspace, its email provider included (null: none of its own). */
export type SendingWorkspace = {
  id: number
  name: string
  timeZone: string
  isDemo: boolean
  settings: unknown
  provider: { id: number; kind: string; settings: unknown; secret: string | null; stamp: string; lastError: string | null } | null
}

/** By primary key and provider_workspace_id_channel_idx. The default provider goes before the oldest. */
const text = `
select w.id, w.name, w.time_zone as "timeZone", w.is_demo as "isDemo", w.settings,
  case when p.id is null then null else json_build_object('id', p.id, 'kind', p.kind, 'settings', p.settings, 'secret', p.secret,
    'stamp', p.updated_at, 'lastError', p.last_error) end as provider
from public.workspace w left join lateral (
  select * from public.provider p where p.workspace_id = w.id and p.channel = 'email' order by p.is_default desc, p.id limit 1) p on true
where w.id = any ($1::int[])`

export async function sendingWorkspaces(db: Queryable, ids: number[]): Promise<SendingWorkspace[]> {
  const { rows } = await db.query<SendingWorkspace>({ name: 'sending_workspaces', text, values: [ids] })
  return rows
}
