import type { Sql } from '#server/db/pg.ts'

/**
 * Writes attributes over those of members, null removing, and keeps what each inbox row changed. Address and zone are columns
 * as well, written where they are among what is set.
 *
 * Locks: the members, by primary key, in held shards. $1 now; then shard, id, what is set, email, zone a member; then shard,
 * member, cause, instant, changes a line of history.
 */
export const writeAttributes = {
  name: 'tick_write_attributes',
  text: `with
changed as (update engine.member m set updated_at = $1,
    attributes = (m.attributes || v.set) - array(select e.key from jsonb_each(v.set) e where e.value = 'null'),
    email = case when v.set ? 'email' then v.email else m.email end, time_zone = case when v.set ? 'timezone' then v.time_zone else m.time_zone end
  from unnest($2::smallint[], $3::bigint[], $4::jsonb[], $5::text[], $6::text[]) v(shard, id, set, email, time_zone)
  where m.shard = v.shard and m.id = v.id)
insert into engine.attribute_history (shard, member_id, at, cause_id, changes)
select * from unnest($7::smallint[], $8::bigint[], $9::timestamptz[], $10::bigint[], $11::jsonb[])`,
} satisfies Sql
