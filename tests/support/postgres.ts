import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '#bin/services/postgres.ts'
import { deploy } from '#prisma/deploy.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server that tests use, a migrated database to clone, and what this run's clones are called. */
    postgres: { url: string; template: string; prefix: string }
  }
}

const migrations = path.resolve(import.meta.dirname, '../../prisma/migrations')
/** Guards the making of templates on a server that several runs share. */
const TEMPLATE_LOCK = 72_707_371

/** Vitest's global set-up: a server (TEST_POSTGRES_URL, or a throw-away one) holding a migrated template. */
export default async function setUp(project: TestProject) {
  const server = await testServer()
  const prefix = `sojourn_test_${randomBytes(4).toString('hex')}`
  const template = await migratedTemplate(server.url)
  project.provide('postgres', { url: server.url, template, prefix })
  return async () => {
    await dropDatabases(server.url, prefix)
    await server.stop()
  }
}

async function testServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_POSTGRES_URL
  if (given) return { url: given, stop: async () => {} }
  const parent = await mkdtemp(path.join(tmpdir(), 'sojourn-test-postgres-'))
  await chmod(parent, 0o711) // as root, PostgreSQL runs under another account and must be able to enter
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 300 }
  const server = await startPostgres({ dir: path.join(parent, 'data'), settings })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(parent, { recursive: true, force: true })
    },
  }
}

/** The database to clone: named after the migrations' content, so that nobody ever meets a stale one. */
async function migratedTemplate(url: string): Promise<string> {
  const name = `sojourn_template_${await migrationsHash()}`
  await withClient(url, async (db) => {
    await db.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
    const { rowCount } = await db.query('select from pg_database where datname = $1', [name])
    if (rowCount) return
    // Built under another name and renamed last: a template that exists is whole.
    const building = `${name}_building`
    await db.query(`drop database if exists ${building} with (force)`)
    await deploy(databaseUrl(url, building))
    await db.query(`alter database ${building} rename to ${name}`)
  })
  return name
}

async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of (await readdir(migrations, { recursive: true })).sort()) {
    if (name.endsWith('.sql')) hash.update(name).update(await readFile(path.join(migrations, name)))
  }
  return hash.digest('hex').slice(0, 12)
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  await withClient(url, async (db) => {
    const { rows } = await db.query<{ name: string }>('select datname as name from pg_database where starts_with(datname, $1)', [prefix])
    for (const { name } of rows) await db.query(`drop database if exists ${name} with (force)`)
  })
}

export async function withClient<T>(url: string, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client(url)
  await db.connect()
  try {
    return await work(db)
  } finally {
    await db.end()
  }
}

export function databaseUrl(url: string, name: string): string {
  const target = new URL(url)
  target.pathname = `/${name}`
  return target.href
}
