import type { Queryable } from '#server/db/pg.ts'
import type { Held } from './attemptMessages.ts'

/** `delaySeconds` from now; `counts`: it was this message's own attempt that failed, not the provider. */
export type Deferral = Held & { delaySeconds: number; counts: boolean; reason: string | null }

/**
 * Gives messages back that are certainly not accepted: the lease ends, and they are due later. Guarded by the token, which
 * only pending messages have. `reason` shows in the ledger why a message is still pending.
 */
const text = `
update engine.message m set lease_token = null, leased_until = null, attempted_at = null, reason = d.reason,
  attempts = least(m.attempts + d.counts::int, 30000), due_at = coalesce($6::timestamptz, clock_timestamp()) + d.delay * interval '1 second'
from unnest($1::smallint[], $2::bigint[], $3::uuid[], $4::float8[], $5::boolean[], $7::text[]) d (shard, id, token, delay, counts, reason)
where m.shard = d.shard and m.id = d.id and m.lease_token = d.token`

export async function deferMessages(db: Queryable, deferrals: Deferral[], now?: Date): Promise<void> {
  const column = <T>(of: (deferral: Deferral) => T) => deferrals.map(of)
  const values = [
    column((d) => d.shard),
    column((d) => d.id),
    column((d) => d.token),
    column((d) => d.delaySeconds),
    column((d) => d.counts),
    now ?? null,
    column((d) => d.reason),
  ]
  await db.query({ name: 'defer_messages', text, values })
}
