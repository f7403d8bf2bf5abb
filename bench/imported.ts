import type pg from 'pg'
import { SHARD } from './engine/seed.ts'

/** Members u1 to u<count> by SQL, as imported long ago; every one is a pro and has an address. */
export async function importMembers(db: pg.Client, workspaceId: number, count: number): Promise<void> {
  await db.query(
    `insert into engine.member (shard, id, workspace_id, user_id, email, attributes)
     select ${SHARD}, i, $1, 'u' || i, 'u' || i || '@example.com', jsonb_build_object('plan', 'pro', 'email', 'u' || i || '@example.com', 'first_name', 'Name' || i)
     from generate_series(1::bigint, $2) i`,
    [workspaceId, count],
  )
  await db.query(
    `insert into engine.member_identity (workspace_id, kind, value, shard, member_id)
     select workspace_id, 'u', user_id, shard, id from engine.member where workspace_id = $1`,
    [workspaceId],
  )
  await db.query("select setval('engine.member_id', $1)", [count + 1_000])
  await db.query('vacuum analyze engine.member, engine.member_identity')
  await db.query('checkpoint')
}
