import { Redis } from 'ioredis'
import pg from 'pg'

/** Statements that PostgreSQL ran for a database, and commands that Redis ran, since they began to count. */
export type Counts = { statements: number; commands: number }
export type Counters = {
  read(): Promise<Counts>
  /** Keys that Redis holds. */
  keys(): Promise<number>
  close(): Promise<void>
}

/** Needs pg_stat_statements to be preloaded. What the counting itself costs is left out. */
export async function openCounters(databaseUrl: string, redisUrl: string | undefined): Promise<Counters> {
  const db = new pg.Client(databaseUrl)
  await db.connect()
  await db.query('create extension if not exists pg_stat_statements')
  const redis = redisUrl ? new Redis(redisUrl) : null
  return {
    async read() {
      const { rows } = await db.query<{ calls: string }>(
        `select coalesce(sum(calls), 0) as calls from pg_stat_statements
         where dbid = (select oid from pg_database where datname = current_database()) and query not like '%pg_stat_statements%'`,
      )
      const processed = /total_commands_processed:(\d+)/.exec((await redis?.info('stats')) ?? '')?.[1]
      return { statements: Number(rows[0]?.calls ?? 0), commands: Number(processed ?? 0) }
    },
    keys: async () => (await redis?.dbsize()) ?? 0,
    async close() {
      await db.end()
      redis?.disconnect()
    },
  }
}
