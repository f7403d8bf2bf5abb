import type { NewIdentity, NewMember } from '#domain/member/settle.ts'
import { shardOf } from '#domain/member/shard.ts'
import type { Queryable } from '#server/db/pg.ts'

/** Ids for new members, with the shard each is put in. Those left over are gaps in the sequence and harm nobody. */
export async function reserveMembers(db: Queryable, count: number): Promise<{ shard: number; id: number }[]> {
  const text = `select nextval('engine.member_id') as id from generate_series(1, $1::int)`
  const { rows } = await db.query<{ id: number }>({ name: 'reserve_members', text, values: [count] })
  return rows.map(({ id }) => ({ shard: shardOf(id), id }))
}

/**
 * Names are inserted in order of key, so that two processes naming the same people wait for each other and never
 * deadlock. A name that another transaction committed first is left alone.
 */
const identitiesSql = `
  insert into engine.member_identity (workspace_id, kind, value, shard, member_id)
  select x.workspace_id, x.kind::"char", x.value, x.shard, x.member_id
    from unnest($1::int[], $2::text[], $3::text[], $4::smallint[], $5::bigint[]) as x (workspace_id, kind, value, shard, member_id)
   order by 1, 2, 3
  on conflict do nothing`

/** True when every name was free. False: somebody else was faster with at least one, so roll back and look again. */
export async function createIdentities(db: Queryable, identities: readonly NewIdentity[]): Promise<boolean> {
  const values = [
    identities.map((i) => i.workspaceId),
    identities.map((i) => i.kind),
    identities.map((i) => i.value),
    identities.map((i) => i.shard),
    identities.map((i) => i.memberId),
  ]
  const { rowCount } = await db.query({ name: 'create_identities', text: identitiesSql, values })
  return rowCount === identities.length
}

const membersSql = `
  insert into engine.member (shard, id, workspace_id, user_id)
  select * from unnest($1::smallint[], $2::bigint[], $3::int[], $4::text[])`

export async function createMembers(db: Queryable, members: readonly NewMember[]): Promise<void> {
  const values = [members.map((m) => m.shard), members.map((m) => m.id), members.map((m) => m.workspaceId), members.map((m) => m.userId)]
  await db.query({ name: 'create_members', text: membersSql, values })
}
