import type { Queryable } from '#server/db/pg.ts'
import type { Held } from './attemptMessages.ts'

/** `until` is epoch ms, `timeZone` the one that it was reckoned in. `isNew`: it did not wait for this already. */
export type Holding = Held & { reason: string; until: number; timeZone: string; isNew: boolean }

/**
 * Gives claimed messages back until they may go: the lease ends, they are due then, and their log says why they wait.
 * Guarded by the lease's token, which only pending messages have. Locks the message rows. By primary key: a partial index of what is
 * pending grows with what is held.
 */
export const holdMessages = {
  name: 'hold_messages',
  text: `
with held as (
  select shard, id, token, reason, to_timestamp(until / 1000) as until, time_zone, is_new
  from unnest($1::smallint[], $2::bigint[], $3::uuid[], $4::text[], $5::float8[], $6::text[], $7::boolean[]) h (shard, id, token, reason, until, time_zone, is_new)),
done as (
  update engine.message m set lease_token = null, leased_until = null, reason = h.reason, due_at = h.until, held_until = h.until
  from held h where m.shard = h.shard and m.id = h.id and m.lease_token = h.token
  returning m.shard, m.id, m.workspace_id, m.member_id, h.reason, h.until, h.time_zone, h.is_new)
insert into engine.delivery_event (shard, message_id, id, workspace_id, member_id, kind, at, detail)
select shard, id, nextval('engine.inbox_id_seq'), workspace_id, member_id, 'held', coalesce($8::timestamptz, clock_timestamp()),
  jsonb_build_object('reason', reason, 'until', to_char(until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'timeZone', time_zone)
from done where is_new`,
}

export async function hold(db: Queryable, holdings: Holding[], now?: Date): Promise<void> {
  const column = <T>(of: (holding: Holding) => T) => holdings.map(of)
  const values = [
    column((h) => h.shard),
    column((h) => h.id),
    column((h) => h.token),
    column((h) => h.reason),
    // Never a moment too early: instants are kept to the microsecond, and a hold may end between two milliseconds.
    column((h) => Math.ceil(h.until)),
    column((h) => h.timeZone),
    column((h) => h.isNew),
    now ?? null,
  ]
  await db.query({ ...holdMessages, values })
}
