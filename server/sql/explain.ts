import type { Sql } from '#server/db/pg.ts'

/**
 * The last $4 events of a member and its aliases ($1 shards, $2 members) under these names ($3), the newest first. Locks nothing;
 * by the primary key of event, newest partition first.
 */
export const lastEventsSql = {
  name: 'last_events',
  text: `select e.id, e.name, e.at, e.accepted_at as "acceptedAt", coalesce(e.payload -> 'properties', '{}') as properties
from unnest($1::smallint[], $2::bigint[]) k(shard, id) cross join lateral (
  select * from engine.event where shard = k.shard and member_id = k.id and name = any($3::text[]) order by accepted_at desc, id desc limit $4) e
order by e.accepted_at desc, e.id desc limit $4`,
} satisfies Sql
export type LastEventRow = { id: number; name: string; at: Date; acceptedAt: Date; properties: unknown }

/** The last $4 refusals of a member and its aliases ($1, $2) by journey $3. Locks nothing; by the primary key of refusal. */
export const lastRefusalsSql = {
  name: 'last_refusals',
  text: `select r.at, r.node_key as "nodeKey", r.because, r.event, r.saw from unnest($1::smallint[], $2::bigint[]) k(shard, id)
join engine.refusal r on r.shard = k.shard and r.member_id = k.id and r.journey_id = $3 order by r.at desc, r.id desc limit $4`,
} satisfies Sql
export type LastRefusalRow = { at: Date; nodeKey: string; because: string; event: unknown; saw: unknown }

/** What became of messages: $1 shards, $2 messages, in order. Locks nothing; by the primary key of delivery_event. */
export const deliveryEventsSql = {
  name: 'delivery_events_of',
  text: `select e.shard, e.message_id as "messageId", e.kind, e.at, e.detail from unnest($1::smallint[], $2::bigint[]) k(shard, id)
join engine.delivery_event e on e.shard = k.shard and e.message_id = k.id order by e.shard, e.message_id, e.at, e.id`,
} satisfies Sql
export type DeliveryEventRow = { shard: number; messageId: number; kind: string; at: Date; detail: unknown }

export const epochSql = { name: 'epoch_now', text: 'select epoch, clock_timestamp() as now from engine.catalog' } satisfies Sql
export type EpochRow = { epoch: number; now: Date }
