import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { env } from '#server/env.ts'

/**
 * What `prisma migrate deploy` does, without its command line: same ledger, same checksums, same lock, so that either
 * may be used on any database of ours.
 */
const PRISMA_LOCK = 72_707_369
const LEDGER = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`
const MIGRATIONS = path.resolve('prisma/migrations')

type Migration = { name: string; sql: string; checksum: string }
type LedgerRow = { name: string; checksum: string; finished_at: Date | null }

/** Makes the database of `url` when it is missing, applies what is not applied yet, and answers the names of that. */
export async function deploy(url: string, folder = MIGRATIONS): Promise<string[]> {
  await ensureDatabase(url)
  const db = new pg.Client(url)
  db.on('error', () => {}) // a connection that is lost says so to whatever is asked next
  await db.connect()
  try {
    await db.query('select pg_advisory_lock($1)', [PRISMA_LOCK])
    await db.query(LEDGER)
    const { rows } = await db.query<LedgerRow>(
      'select migration_name as name, checksum, finished_at from _prisma_migrations where rolled_back_at is null',
    )
    const pending = outstanding(await readMigrations(folder), rows)
    for (const migration of pending) await apply(db, migration)
    return pending.map(({ name }) => name)
  } finally {
    await db.end()
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** Refuses a database that a migration failed on, or that was migrated by other files than these. */
function outstanding(migrations: Migration[], ledger: LedgerRow[]): Migration[] {
  const known = new Map(ledger.map((row) => [row.name, row]))
  for (const { name, checksum } of migrations) {
    const row = known.get(name)
    if (row && !row.finished_at) throw new Error(`The migration ${name} failed earlier: repair it, then run prisma migrate resolve.`)
    if (row && row.checksum !== checksum)
      throw new Error(`The migration ${name} was changed after it was applied to this database: restore the file, or use a new database.`)
  }
  return migrations.filter(({ name }) => !known.has(name))
}

/** The migration and its line in the ledger are one transaction: what a crash interrupts leaves nothing to repair. */
async function apply(db: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await db.query('begin')
  try {
    await db.query(sql)
    await db.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await db.query('commit')
  } catch (error) {
    await db.query('rollback').catch(() => undefined) // without a connection there is nothing left to roll back
    throw new Error(`The migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

const NO_SUCH_DATABASE = '3D000'
/** Made by somebody before us, or in this moment. */
const ALREADY_THERE = ['42P04', '23505']
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

/** The first version with collations of its own. */
const BUILTIN_SINCE = 170_000
/** Texts are compared by their bytes, and upper and lower case is Unicode's: through the C library every look into an index takes longer. */
const BY_CODE_POINT = `template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C'`

async function ensureDatabase(url: string): Promise<void> {
  const missing = await connects(url)
  if (!missing) return
  const target = new URL(url)
  const name = decodeURIComponent(target.pathname.slice(1))
  target.pathname = '/postgres'
  const admin = new pg.Client(target.href)
  await admin.connect()
  try {
    const { rows } = await admin.query<{ version: number }>(`select current_setting('server_version_num')::int as version`)
    await admin.query(`create database ${pg.escapeIdentifier(name)} ${(rows[0]?.version ?? 0) >= BUILTIN_SINCE ? BY_CODE_POINT : ''}`)
  } catch (error) {
    if (!ALREADY_THERE.some((code) => code === codeOf(error))) throw error
  } finally {
    await admin.end()
  }
}

/** Answers true when the server is there and the database is not. */
async function connects(url: string): Promise<boolean> {
  const probe = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await probe.connect()
    await probe.end()
    return false
  } catch (error) {
    if (codeOf(error) === NO_SUCH_DATABASE) return true
    throw error
  }
}

if (import.meta.filename === path.resolve(process.argv[1] ?? '')) {
  const applied = await deploy(env().DATABASE_URL ?? '')
  process.stdout.write(`${applied.length ? `applied ${applied.join(', ')}` : 'up to date'}\n`)
}
