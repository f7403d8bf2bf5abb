import pg from 'pg'
import { env } from '#server/env.ts'

// Ids stay far below 2^53, so bigint columns are numbers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Tick connections: every read is meant to be an index lookup, whatever its parameters, so one plan does for all of them. */
export const TICK_OPTIONS =
  '-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c idle_in_transaction_session_timeout=60s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

export type Pool = pg.Pool
export type Sql = { text: string; name: string }
export type Queryable = Pick<pg.ClientBase, 'query'>

export function createPool(options: pg.PoolConfig = {}, Kind = pg.Pool): pg.Pool {
  const pool = new Kind({ connectionString: env().DATABASE_URL, max: 10, ...options })
  // A connection lost while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  // The same for one lost between two queries of a transaction: the next query says so.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

let shared: pg.Pool | undefined
/** The process's pool for set-based SQL outside ticks. */
export const pool = (): pg.Pool => (shared ??= createPool())

export async function closePool(): Promise<void> {
  const closing = shared
  shared = undefined
  await closing?.end()
}

/** Runs `work` in one READ COMMITTED transaction; rolls back and rethrows when it throws. */
export async function transaction<T>(work: (db: pg.PoolClient) => Promise<T>, from: pg.Pool = pool()): Promise<T> {
  const db = await from.connect()
  let broken: Error | undefined
  try {
    await db.query('begin')
    const result = await work(db)
    await db.query('commit')
    return result
  } catch (error) {
    await db.query('rollback').catch((e: Error) => {
      broken = e
    })
    throw error
  } finally {
    db.release(broken)
  }
}

/** Runs short reads that must agree with each other under one snapshot; writes nothing. */
export const snapshot = <T>(work: (db: pg.PoolClient) => Promise<T>, from: pg.Pool = pool()): Promise<T> =>
  transaction(async (db) => {
    await db.query('set transaction isolation level repeatable read read only')
    return work(db)
  }, from)
