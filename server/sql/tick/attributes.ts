import type { Sql } from '#server/db/pg.ts'

/**
 * Attributes of members as they are now, and what each inbox row changed.
 *
 * Locks: the members, by primary key, in held shards. $1 now; then shard, id, attributes, email, zone a member; then shard,
 * member, cause, instant, changes a line of history.
 */
export const writeAttributes = {
  name: 'tick_write_attributes',
  text: `with
changed as (update engine.member m set attributes = v.attributes, email = v.email, time_zone = v.time_zone, updated_at = $1
  from unnest($2::smallint[], $3::bigint[], $4::jsonb[], $5::text[], $6::text[]) v(shard, id, attributes, email, time_zone)
  where m.shard = v.shard and m.id = v.id)
insert into engine.attribute_history (shard, member_id, at, cause_id, changes)
select * from unnest($7::smallint[], $8::bigint[], $9::timestamptz[], $10::bigint[], $11::jsonb[])`,
} satisfies Sql
