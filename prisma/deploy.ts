// `prisma migrate deploy` without the Prisma CLI: applies prisma/migrations/* in order, each in its own simple-query
// batch, and keeps the `_prisma_migrations` ledger in Prisma's own format (checksum = sha256 of migration.sql).
import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'

const LEDGER = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

async function ensureDatabase(url: string) {
  const target = new URL(url)
  const name = decodeURIComponent(target.pathname.slice(1))
  const probe = new pg.Client(url)
  try {
    await probe.connect()
  } catch (e) {
    if ((e as { code?: string }).code !== '3D000') throw e
    target.pathname = '/postgres'
    const admin = new pg.Client(target.href)
    await admin.connect()
    await admin.query(`CREATE DATABASE "${name.replaceAll('"', '""')}"`)
    await admin.end()
    return
  }
  await probe.end()
}

export async function deploy(url: string, dir = 'prisma/migrations') {
  await ensureDatabase(url)
  const db = new pg.Client(url)
  await db.connect()
  const applied: string[] = []
  try {
    await db.query('SELECT pg_advisory_lock(72707369)') // the same lock as Prisma's
    await db.query(LEDGER)
    const { rows } = await db.query(
      'SELECT migration_name AS name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    const known = new Map(rows.map((r) => [r.name, r]))
    const failed = rows.find((r) => !r.finished_at)
    if (failed) throw new Error(`migration ${failed.name} failed earlier: fix it, then prisma migrate resolve`)
    const names = (await readdir(dir, { withFileTypes: true })).filter((d) => d.isDirectory()).map((d) => d.name)
    for (const name of names.sort()) {
      const sql = await readFile(path.join(dir, name, 'migration.sql'), 'utf8')
      const checksum = createHash('sha256').update(sql).digest('hex')
      const row = known.get(name)
      if (row) {
        if (row.checksum !== checksum) console.warn(`warning: ${name} was edited after it was applied`)
        continue
      }
      const id = randomUUID()
      await db.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1,$2,$3)', [id, checksum, name])
      try {
        await db.query(sql)
      } catch (e) {
        await db.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, String(e)])
        throw new Error(`migration ${name} failed: ${(e as Error).message}`, { cause: e })
      }
      await db.query('UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1', [id])
      applied.push(name)
    }
  } finally {
    await db.end()
  }
  return applied
}

if (import.meta.filename === path.resolve(process.argv[1] ?? '')) {
  const applied = await deploy(process.env.DATABASE_URL!)
  console.log(applied.length ? `applied: ${applied.join(', ')}` : 'database is up to date')
}
