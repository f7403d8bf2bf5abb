import type pg from 'pg'

/** PostgreSQL's clock as far as this process knows it: acceptance and events' own times must not differ by our error. */
export type DatabaseClock = { now(): number; compare(): Promise<void>; stop(): void }

const EVERY_MS = 60_000

export function openDatabaseClock(pool: pg.Pool): DatabaseClock {
  let aheadMs = 0
  const sample = async () => {
    const before = Date.now()
    const { rows } = await pool.query<{ ms: number }>('select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms')
    const after = Date.now()
    return { tookMs: after - before, aheadMs: (rows[0]?.ms ?? before) - (before + after) / 2 }
  }
  /** The quickest of a few answers says most: the first may have had to connect. */
  const compare = async () => {
    const samples = [await sample(), await sample(), await sample()]
    aheadMs = samples.reduce((best, next) => (next.tookMs <= best.tookMs ? next : best)).aheadMs
  }
  const again = () => void compare().catch(() => undefined)
  again()
  const timer = setInterval(again, EVERY_MS).unref()
  return { now: () => Math.floor(Date.now() + aheadMs), compare, stop: () => clearInterval(timer) }
}
