import pg from 'pg'
import { createPool, type Queryable, type Sql, TICK_OPTIONS } from '#server/db/pg.ts'
import { arrayLiteral } from '#server/sql/arrayLiteral.ts'
import { UnfitNumber } from '#server/sql/binaryArray.ts'
import type { Packed } from '#server/sql/tick/packed.ts'

/** Runs a named statement. Rows are typed by the statement's file: it alone knows what it selects. */
export type Run = <Row extends pg.QueryResultRow>(sql: Sql, values?: readonly unknown[]) => Promise<Row[]>

/** How long the statements of a tick took, by name, in ms; for benches. */
export type Spent = Map<string, { ms: number; count: number }>

export function runner(db: Queryable, spent?: Spent): Run {
  return async <Row extends pg.QueryResultRow>({ name, text }: Sql, values: readonly unknown[] = []) => {
    const from = spent ? performance.now() : 0
    const { rows } = await db.query<Row>({ name, text, values: values.map(parameter) })
    if (spent) {
      const { ms, count } = spent.get(name) ?? { ms: 0, count: 0 }
      spent.set(name, { ms: ms + performance.now() - from, count: count + 1 })
    }
    return rows
  }
}

/** The rows of a packed statement. */
export const rowsOf = async <Row, Seldom extends keyof Row, Made>(
  run: Run,
  sql: Packed<Row, Seldom, Made>,
  values: readonly unknown[],
): Promise<Made[]> => sql.unpack((await run<Parameters<typeof sql.unpack>[0] & object>(sql, values))[0])

const parameter = (value: unknown) => (Array.isArray(value) ? arrayLiteral(value) : value)

/** When the plans of a connection are made anew: ever later, since they are wrong where a table was empty as they were made. */
const replans = new WeakMap<object, { at: number; afterMs: number }>()
const REPLAN_MS = { first: 500, most: 60_000 }
const DISCARD_PLANS: Sql = { name: 'tick_discard_plans', text: 'discard plans' }

/**
 * To be called between transactions. A plan is kept until its tables are analyzed; one made while they were empty may walk the
 * wrong index, and all of it, for as long. `now` in ms, of any clock that only goes on.
 */
export async function replan(db: Queryable, now = performance.now()): Promise<void> {
  const due = replans.get(db)
  if (due && now < due.at) return
  if (due) await db.query(DISCARD_PLANS)
  const afterMs = due ? Math.min(REPLAN_MS.most, due.afterMs * 2) : REPLAN_MS.first
  replans.set(db, { at: now + afterMs, afterMs })
}

type OnConnect = (error: Error | undefined, client: pg.PoolClient | undefined, done: (error?: Error | boolean) => void) => void

/** Plans again, when it is time, as a connection is taken: by `connect` as by `query`. */
class ReplannedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(callback: OnConnect): void
  override connect(callback?: OnConnect): Promise<pg.PoolClient> | undefined {
    const connecting = this.#connect()
    if (!callback) return connecting
    connecting.then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => {}),
    )
    return undefined
  }

  async #connect(): Promise<pg.PoolClient> {
    const client = await super.connect()
    try {
      await replan(client)
      return client
    } catch (error) {
      client.release(true)
      throw error
    }
  }
}

/** How ticks are called among the server's sessions: doctor finds living workers by it. */
export const TICK_NAME = `sojourn tick ${process.pid}`

/**
 * Connections whose plans are index look-ups only, one for each ticker. A host that does not answer is given up after ten
 * seconds, so that the next attempt may find another.
 */
export const createTickPool = (size: number, options: pg.PoolConfig = {}): pg.Pool =>
  createPool({ max: size, options: TICK_OPTIONS, application_name: TICK_NAME, idleTimeoutMillis: 0, ...options }, ReplannedPool)

/** SQLSTATE classes that blame the data: data exception, constraint violation, limit exceeded. */
const POISON = /^(22|23|54)/

/**
 * Whether a failure lies in the rows, so that the batch has to be taken apart. Everything else (a lost connection, a
 * deadlock, a missing table) is of the moment or of the installation: the same rows will do later.
 */
export const isPoison = (error: unknown): boolean =>
  error instanceof RowsChanged ||
  error instanceof UnfitNumber ||
  (error instanceof pg.DatabaseError && error.code !== undefined && POISON.test(error.code))

/** Something changed a row under a shard's lock: a bug, or a hand in the database. */
export class RowsChanged extends Error {
  constructor(expected: object, found: object) {
    super(`A row changed under the lock of its shard: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}.`)
    this.name = 'RowsChanged'
  }
}
