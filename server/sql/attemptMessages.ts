import type { Queryable } from '#server/db/pg.ts'

export type Held = { shard: number; id: number; token: string }
/** What a message is about decides whose consent it needs (domain/message/permission.ts). */
export type Attempt = Held & { topic?: string; isTransactional?: boolean }

/**
 * Marks messages as attempted, just before their bytes leave: from here on a lost worker makes them `unknown`. Only under
 * the lease that claimed them, and only while the member is there and has not opted out since (calls go out all the same).
 * Answers for each in order: 'go', 'lost' (somebody else's now) or 'denied'. Locks the message rows for the statement.
 */
const text = `
with asked as (
  select * from unnest($1::smallint[], $2::bigint[], $3::uuid[], $5::text[], $6::boolean[]) with ordinality a (shard, id, token, topic, is_transactional, place)),
held as (
  select a.place, m.shard, m.id, not exists (
    select from engine.member x where x.shard = m.shard and x.id = m.member_id and (m.channel = 'webhook' or not exists (
      select from engine.consent c
      where (c.shard, c.member_id) = (coalesce(x.merged_into_shard, x.shard), coalesce(x.merged_into_id, x.id)) and c.channel = m.channel
        and c.topic in ('', a.topic) and c.state <> 'granted' and (not a.is_transactional or (c.topic = '' and c.state = 'denied'))))) as denied
  from asked a join engine.message m on m.shard = a.shard and m.id = a.id and m.lease_token = a.token
  for update of m),
marked as (
  update engine.message m set attempted_at = coalesce($4::timestamptz, clock_timestamp()), leased_until = clock_timestamp() + interval '2 minutes'
  from held h where m.shard = h.shard and m.id = h.id and not h.denied)
select case when h.place is null then 'lost' when h.denied then 'denied' else 'go' end as may
from asked a left join held h on h.place = a.place order by a.place`

export async function attemptMessages(db: Queryable, held: Attempt[], now?: Date): Promise<('go' | 'lost' | 'denied')[]> {
  const column = <T>(of: (attempt: Attempt) => T) => held.map(of)
  const values = [
    column((m) => m.shard),
    column((m) => m.id),
    column((m) => m.token),
    now ?? null,
    column((m) => m.topic ?? ''),
    column((m) => m.isTransactional ?? false),
  ]
  const { rows } = await db.query<{ may: 'go' | 'lost' | 'denied' }>({ name: 'attempt_messages', text, values })
  return rows.map((row) => row.may)
}
