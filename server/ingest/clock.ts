import type pg from 'pg'

/** PostgreSQL's clock as far as this process knows it: acceptance and events' own times must not differ by our error. */
export type DatabaseClock = { now(): number; compare(): Promise<void>; stop(): void }

const EVERY_MS = 60_000

export function openDatabaseClock(pool: pg.Pool): DatabaseClock {
  let aheadMs = 0
  const compare = async () => {
    const before = Date.now()
    const { rows } = await pool.query<{ ms: number }>('select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms')
    const after = Date.now()
    if (rows[0]) aheadMs = rows[0].ms - (before + after) / 2
  }
  const again = () => void compare().catch(() => undefined)
  again()
  const timer = setInterval(again, EVERY_MS).unref()
  return { now: () => Math.floor(Date.now() + aheadMs), compare, stop: () => clearInterval(timer) }
}
