import type { Queryable } from '#server/db/pg.ts'

export type SimulatedWorkspaceRow = {
  now: Date
  timeZone: string
  settings: unknown
  segments: { id: number; key: string; condition: unknown }[]
}

/** The workspace as a simulation sees it, with its segments. Locks nothing; by the primary key of workspace and segment's key. */
export async function readSimulatedWorkspace(db: Queryable, workspaceId: number): Promise<SimulatedWorkspaceRow | null> {
  const { rows } = await db.query<SimulatedWorkspaceRow>({
    name: 'simulate_workspace',
    text: `
      select now() as now, w.time_zone as "timeZone", w.settings, coalesce((
        select jsonb_agg(jsonb_build_object('id', s.id, 'key', s.key, 'condition', s.condition) order by s.id)
        from public.segment s where s.workspace_id = w.id), '[]') as segments
      from public.workspace w where w.id = $1`,
    values: [workspaceId],
  })
  return rows[0] ?? null
}
