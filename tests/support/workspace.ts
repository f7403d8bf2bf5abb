import { createHash, randomBytes } from 'node:crypto'
import { pool } from '#server/db/pg.ts'

const words = () => randomBytes(6).toString('hex')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A fresh workspace, by SQL. */
export async function makeWorkspace(
  options: { slug?: string; timeZone?: string; settings?: object } = {},
): Promise<{ id: number; slug: string }> {
  const slug = options.slug ?? `w-${words()}`
  const { rows } = await pool().query<{ id: number }>(
    'insert into workspace (slug, name, time_zone, settings) values ($1, $1, $2, $3) returning id',
    [slug, options.timeZone ?? 'UTC', JSON.stringify(options.settings ?? {})],
  )
  return { id: one(rows).id, slug }
}

/** An operator with a role in a workspace; nobody knows the password. */
export async function makeOperator(
  workspaceId: number,
  role = 'owner',
  email = `${words()}@example.com`,
): Promise<{ id: number; email: string }> {
  const { rows } = await pool().query<{ id: number }>(
    `with made as (insert into operator (email, name, password_hash) values ($1, $1, '-') returning id)
     insert into membership (workspace_id, operator_id, role) select $2, id, $3::"Role" from made returning operator_id as id`,
    [email, workspaceId, role],
  )
  return { id: one(rows).id, email }
}

/** A key, in clear: write keys take events, server keys open the REST API. */
export async function makeKey(workspaceId: number, scope: 'write' | 'server' = 'write'): Promise<{ id: number; key: string }> {
  const key = `${scope === 'write' ? 'sjw' : 'sjs'}_${randomBytes(18).toString('hex')}`
  const { rows } = await pool().query<{ id: number }>(
    'insert into api_key (workspace_id, name, scope, prefix, hash) values ($1, $2, $3::"KeyScope", $4, $5) returning id',
    [workspaceId, `test ${scope}`, scope, key.slice(0, 8), sha256(key)],
  )
  return { id: one(rows).id, key }
}

/** A member with attributes (and so an identity), by SQL. */
export async function makeMember(
  workspaceId: number,
  userId: string,
  attributes: Record<string, unknown> = {},
): Promise<{ shard: number; id: number }> {
  const { rows } = await pool().query<{ shard: number; id: number }>(
    `with made as (
       insert into engine.member (shard, id, workspace_id, user_id, email, time_zone, attributes)
       select ((((id * 2654435761) & 4294967295) >> 8) % 64)::smallint, id, $1::int, $2, $3::jsonb ->> 'email', $3::jsonb ->> 'timezone', $3::jsonb
       from (select nextval('engine.member_id') as id) next returning shard, id)
     insert into engine.member_identity (workspace_id, kind, value, shard, member_id) select $1, 'u', $2, shard, id from made
     returning shard, member_id as id`,
    [workspaceId, userId, JSON.stringify(attributes)],
  )
  return one(rows)
}

function one<T>(rows: T[]): T {
  const [row] = rows
  if (!row) throw new Error('no row came back')
  return row
}
