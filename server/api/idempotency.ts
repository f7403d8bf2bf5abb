import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'

/** What a first call answered, to be answered again. `body` null: it held a secret and was not kept. */
export type Answer = { status: number; body: unknown }

const keySchema = z
  .string()
  .regex(/^"?([\x21\x23-\x7e]{1,255})"?$/, { error: 'idempotencyKey' })
  .transform((value) => value.replace(/^"|"$/g, ''))

/** A first call still marked as running after this long died with its process: the key is taken over. */
const RUNNING_MINUTES_MAX = 10
const KEPT_HOURS = 72

type Row = { route: string; body_hash: string; status: number | null; response: unknown }

/**
 * Runs `work` once per Idempotency-Key of a workspace (draft-ietf-httpapi-idempotency-key-header-07) and answers a
 * repeat from memory: 409 while the first still runs, 422 when the repeat asks for something else. Refusals and errors
 * are not kept, so that a corrected or later repeat is tried again.
 */
export async function once(
  ctx: Ctx,
  header: string | null,
  route: string,
  body: unknown,
  keepBody: boolean,
  work: () => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  if (header === null) return { ...(await work()), replayed: false }
  const key = keySchema.parse(header)
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex')
  if (!(await claim(ctx.workspaceId, key, route, bodyHash)))
    return { ...(await earlier(ctx.workspaceId, key, route, bodyHash)), replayed: true }
  try {
    const answer = await work()
    const stored = keepBody ? JSON.stringify(answer.body ?? null) : null
    await pool().query('update idempotency_key set status = $3, response = $4 where workspace_id = $1 and key = $2', [
      ctx.workspaceId,
      key,
      answer.status,
      stored,
    ])
    return { ...answer, replayed: false }
  } catch (error) {
    await pool().query('delete from idempotency_key where workspace_id = $1 and key = $2', [ctx.workspaceId, key])
    throw error
  }
}

/** True when this call is the first. */
async function claim(workspaceId: number, key: string, route: string, bodyHash: string): Promise<boolean> {
  const { rowCount } = await pool().query(
    `insert into idempotency_key as k (workspace_id, key, route, body_hash) values ($1, $2, $3, $4)
     on conflict (workspace_id, key) do update set route = excluded.route, body_hash = excluded.body_hash, status = null, response = null, created_at = now()
     where (k.status is null and k.created_at < now() - make_interval(mins => $5)) or k.created_at < now() - make_interval(hours => $6)`,
    [workspaceId, key, route, bodyHash, RUNNING_MINUTES_MAX, KEPT_HOURS],
  )
  return rowCount === 1
}

async function earlier(workspaceId: number, key: string, route: string, bodyHash: string): Promise<Answer> {
  const { rows } = await pool().query<Row>(
    'select route, body_hash, status, response from idempotency_key where workspace_id = $1 and key = $2',
    [workspaceId, key],
  )
  const row = rows[0]
  if (!row || (row.status === null && row.route === route && row.body_hash === bodyHash))
    throw new AppError(
      'conflict',
      'idempotency_running',
      'The first request with this Idempotency-Key is still running. Ask again in a moment.',
      { retryAfterSeconds: 1 },
    )
  if (row.route !== route || row.body_hash !== bodyHash)
    throw new AppError(
      'unprocessable',
      'idempotency_reused',
      'This Idempotency-Key was used for another request. Use a new key for a new request.',
    )
  if (row.response === null && row.status !== 204)
    throw new AppError(
      'conflict',
      'idempotency_secret',
      'This request was already carried out. Its answer held a secret that is shown only once.',
    )
  return { status: row.status ?? 200, body: row.response }
}

/** Forgets keys nobody can repeat any more. */
export async function pruneIdempotencyKeys(): Promise<number> {
  const { rowCount } = await pool().query('delete from idempotency_key where created_at < now() - make_interval(hours => $1)', [KEPT_HOURS])
  return rowCount ?? 0
}
