import type { Sql } from '#server/db/pg.ts'

/**
 * Journeys whose scheduled end has come, and when the next one comes. Locks nothing. Reads the journeys there are, which are
 * few: what people drew.
 */
export const endingJourneys = {
  name: 'ending_journeys',
  text: `
with live as (select id, workspace_id, settings ->> 'scheduleEndMembers' as members, (settings ->> 'scheduleEndAt')::timestamptz as end_at
  from public.journey where status in ('ONGOING', 'PAUSED') and settings ->> 'scheduleEndAt' is not null)
select id, workspace_id as "workspaceId", members, extract(epoch from end_at - now())::float8 * 1000 as "inMs"
from live where end_at <= now() + interval '1 minute' order by end_at, id`,
} satisfies Sql
export type EndingJourneyRow = { id: number; workspaceId: number; members: string | null; inMs: number }
