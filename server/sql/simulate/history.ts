import type { Queryable } from '#server/db/pg.ts'

/** Members by place: a member and those merged into it have the same. */
export type Selves = { place: number; shard: number; id: number }[]

/** `at` is epoch ms; `id` the inbox row's. */
export type SimulatedEventRow = { place: number; id: number; name: string; at: number; properties: unknown }

/**
 * Everything that happened to members before `to`, by own time, ties by acceptance; nothing accepted after the watermark.
 * Locks nothing. Served by the primary key of event.
 */
export async function readSimulatedEvents(db: Queryable, selves: Selves, to: Date, watermark: Date): Promise<SimulatedEventRow[]> {
  const { rows } = await db.query<SimulatedEventRow>({
    name: 'simulate_events',
    text: `
      select k.place, e.id, e.name, (extract(epoch from e.at) * 1000)::float8 as at, e.payload -> 'properties' as properties
      from unnest($1::int[], $2::smallint[], $3::bigint[]) k(place, shard, member_id)
      join engine.event e on e.shard = k.shard and e.member_id = k.member_id and e.at < $4 and e.accepted_at <= $5
      order by k.place, e.at, e.accepted_at, e.id`,
    values: [...columns(selves), to, watermark],
  })
  return rows
}

/** `changes`: name -> [before, after]. */
export type SimulatedChangeRow = { place: number; at: number; causeId: number; changes: unknown }

/** What changed of members' attributes from `from` on, the latest first. Locks nothing. By the primary key of attribute_history. */
export async function readSimulatedChanges(db: Queryable, selves: Selves, from: Date): Promise<SimulatedChangeRow[]> {
  const { rows } = await db.query<SimulatedChangeRow>({
    name: 'simulate_changes',
    text: `
      select k.place, floor(extract(epoch from h.at) * 1000)::float8 as at, h.cause_id as "causeId", h.changes
      from unnest($1::int[], $2::smallint[], $3::bigint[]) k(place, shard, member_id)
      join engine.attribute_history h on h.shard = k.shard and h.member_id = k.member_id and h.at >= $4
      order by k.place, h.at desc, h.cause_id desc`,
    values: [...columns(selves), from],
  })
  return rows
}

const columns = (selves: Selves) => [selves.map(({ place }) => place), selves.map(({ shard }) => shard), selves.map(({ id }) => id)]
