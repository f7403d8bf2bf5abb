import type { Queryable } from '#server/db/pg.ts'

export type ConsentState = 'granted' | 'denied' | 'pending'
export type ConsentChange = {
  workspaceId: number
  shard: number
  memberId: number
  channel: string
  /** '' is the channel as a whole. */
  topic: string
  state: ConsentState
  /** Where it was said: api, one_click, unsubscribe_page, operator ... */
  source: string
}
/** Whose consent it is (a merged member's is the other's), and whether this changed it. */
export type SavedConsent = { shard: number; memberId: number; isNew: boolean; at: Date }

/**
 * The state and, when it changed, a line of history, in one statement. Locks the member's consent row. By primary keys.
 * No row comes back when the workspace has no such member.
 */
const text = `
with who as (
  select coalesce(m.merged_into_shard, m.shard) as shard, coalesce(m.merged_into_id, m.id) as member_id
  from engine.member m where m.shard = $2 and m.id = $3 and m.workspace_id = $1),
saved as (
  insert into engine.consent as c (workspace_id, shard, member_id, channel, topic, state, source, at)
  select $1, shard, member_id, $4, $5, $6, $7, clock_timestamp() from who
  on conflict (shard, member_id, channel, topic) do update set state = excluded.state, source = excluded.source, at = excluded.at
    where c.state <> excluded.state
  returning c.shard, c.member_id, c.at),
kept as (
  insert into engine.consent_history (workspace_id, shard, member_id, channel, topic, state, source, at)
  select $1, shard, member_id, $4, $5, $6, $7, at from saved)
select who.shard, who.member_id as "memberId", saved.at is not null as "isNew", coalesce(saved.at, clock_timestamp()) as at
from who left join saved on true`

export async function saveConsent(db: Queryable, change: ConsentChange): Promise<SavedConsent | null> {
  const { workspaceId, shard, memberId, channel, topic, state, source } = change
  const values = [workspaceId, shard, memberId, channel, topic, state, source]
  const { rows } = await db.query<SavedConsent>({ name: 'save_consent', text, values })
  return rows[0] ?? null
}
