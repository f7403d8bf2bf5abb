/**
 * What waits for its time is due again at once, so that it is asked anew under settings that changed: of a journey, or with
 * null of the whole workspace. What is due within seconds is left alone: a sender may be taking it. Locks those messages.
 * By message_pending, a probe for each shard and lane.
 *
 * $1 workspace, $2 journey or null, $3 reasons
 */
export const reconsiderHeldSql = `
update engine.message m set due_at = clock_timestamp(), held_until = null, reason = null
from generate_series(0, 63) s (shard) cross join generate_series(0, 1) l (lane)
where m.status = 'pending' and m.shard = s.shard and m.lane = l.lane and m.workspace_id = $1 and ($2::int is null or m.journey_id = $2)
  and m.reason = any ($3::text[]) and m.lease_token is null and m.due_at > clock_timestamp() + interval '5 seconds'`

/** The journey's rate begins anew. By primary key. $1 journey */
export const restartRateSql = `update engine.journey_spending set next_at = null where journey_id = $1 and channel = ''`

/** What the journey spent is counted anew, from its reports, when it next sends. By primary key. $1 journey */
export const restartQuotaSql = `delete from engine.journey_spending where journey_id = $1 and channel <> ''`
