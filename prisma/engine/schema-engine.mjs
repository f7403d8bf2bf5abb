#!/usr/bin/env node
// A drop-in for Prisma's native `schema-engine`: JSON-RPC over stdio, backed by the WebAssembly build
// (@prisma/schema-engine-wasm) and node-postgres, so the stock CLI works without downloading a binary.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

const require = createRequire(import.meta.url)

const { values: opts, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true, short: 'd' },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean', short: 'V' },
  },
})
if (opts.version) {
  console.log('schema-engine-wasm (offline shim)')
  process.exit(0)
}
const { url, shadowDatabaseUrl } = JSON.parse(opts.datasource ?? '{}')

/** Connection settings as separate fields: pg lets a `connectionString` override `database`. */
function poolConfig(connectionString, database) {
  const u = new URL(connectionString)
  if (database) u.pathname = '/' + database
  const schema = u.searchParams.get('schema') ?? 'public'
  for (const p of ['schema', 'connection_limit', 'pool_timeout', 'pgbouncer']) u.searchParams.delete(p)
  return { connectionString: u.href, schema, database: decodeURIComponent(u.pathname.slice(1)) }
}

/**
 * Two gaps of adapter-pg when the schema engine drives it: scripts are split at every ';' (breaks functions,
 * DO blocks and string literals), and PostgreSQL's internal "char" type (oid 18, all over pg_catalog) is unknown.
 */
function whole(adapter) {
  const chars = new WeakMap() // result rows -> indexes of "char" columns
  const { performIO, queryRaw } = adapter
  adapter.performIO = async (query) => {
    const result = await performIO.call(adapter, query)
    const fields = result.fields.map((f, i) => (f.dataTypeID === 18 ? i : -1)).filter((i) => i >= 0)
    for (const i of fields) result.fields[i].dataTypeID = 25
    chars.set(result.rows, fields)
    return result
  }
  adapter.queryRaw = async (query) => {
    const result = await queryRaw.call(adapter, query)
    for (const i of chars.get(result.rows)) result.columnTypes[i] = ColumnTypeEnum.Character
    return result
  }
  if (!adapter.executeScript) return adapter // a transaction
  const startTransaction = adapter.startTransaction.bind(adapter)
  adapter.startTransaction = async (level) => whole(await startTransaction(level))
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script)
    } catch (e) {
      adapter.onError(e)
    }
  }
  return adapter
}

class Factory extends PrismaPg {
  constructor(target) {
    super({ connectionString: target.connectionString, max: 1 }, { schema: target.schema })
    this.target = target
  }
  async connect() {
    const adapter = whole(await super.connect())
    const { release } = adapter
    let ended
    adapter.dispose = () => (ended ??= release.call(adapter))
    cleanups.push(adapter.dispose)
    return adapter
  }
  async connectToShadowDb() {
    if (shadowDatabaseUrl) {
      const shadow = poolConfig(shadowDatabaseUrl)
      if (shadow.connectionString === this.target.connectionString) throw new Error('shadowDatabaseUrl is the main database')
      const admin = new pg.Client(shadow.connectionString)
      await admin.connect()
      await admin.query(`DROP SCHEMA IF EXISTS "${shadow.schema}" CASCADE; CREATE SCHEMA "${shadow.schema}"`)
      await admin.end()
      return new Factory(shadow).connect()
    }
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`
    const run = async (sql) => {
      const admin = new pg.Client(url)
      await admin.connect()
      try {
        await admin.query(sql)
      } finally {
        await admin.end()
      }
    }
    await run(`CREATE DATABASE "${name}" TEMPLATE template0`)
    const adapter = await new Factory(poolConfig(url, name)).connect()
    const end = adapter.dispose
    let dropped
    adapter.dispose = () => (dropped ??= end().then(() => run(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)))
    cleanups.push(adapter.dispose)
    return adapter
  }
}

const cleanups = []
let panic
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => void (panic = message) }

let engine
async function getEngine() {
  if (engine) return engine
  const dir = dirname(require.resolve('@prisma/schema-engine-wasm'))
  const bg = await import(pathToFileURL(join(dir, 'schema_engine_bg.js')).href)
  const { instance } = await WebAssembly.instantiate(readFileSync(join(dir, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': bg,
  })
  bg.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const datamodels = opts.datamodels?.map((f) => [f, readFileSync(f, 'utf8')])
  const factory = new Factory(poolConfig(url ?? 'postgresql://localhost/postgres'))
  engine = await bg.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
  return engine
}

/** What the native engine prints as JSON lines on stderr, and the CLI reads back. */
function fail(error_code, message) {
  process.stderr.write('\n' + JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields: { error_code, message } }) + '\n')
  process.exit(1)
}

async function cli(command) {
  const { database } = poolConfig(url)
  const probe = async (target) => {
    const c = new pg.Client(target)
    await c.connect()
    return c
  }
  if (command === 'can-connect-to-database') {
    try {
      await (await probe(poolConfig(url).connectionString)).end()
    } catch (e) {
      if (e.code === '3D000') fail('P1003', `Database "${database}" does not exist`)
      fail('P1001', `Can't reach the database: ${e.message || e.code}`)
    }
  } else if (command === 'create-database') {
    const c = await probe(poolConfig(url, 'postgres').connectionString).catch((e) => fail('P1001', e.message))
    await c.query(`CREATE DATABASE "${database.replaceAll('"', '""')}"`)
    await c.end()
  } else if (command === 'drop-database') {
    const c = await probe(poolConfig(url, 'postgres').connectionString).catch((e) => fail('P1001', e.message))
    await c.query(`DROP DATABASE IF EXISTS "${database.replaceAll('"', '""')}" WITH (FORCE)`)
    await c.end()
  }
  process.exit(0)
}

const respond = (id, body) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, ...body }) + '\n')
let current
// A panic inside the WebAssembly surfaces as an uncaught exception, with the promise left pending.
process.on('uncaughtException', async (e) => {
  const message = panic ?? e.stack
  respond(current, { error: { code: 4466, message, data: { is_panic: false, message } } })
  await Promise.allSettled(cleanups.map((f) => f()))
  process.exit(1)
})

const RENAMED = { getDatabaseVersion: 'version' }
// These two read "the schema after all migrations" from a cache that only a diagnosis can fill in the wasm engine.
const NEEDS_HISTORY = new Set(['evaluateDataLoss', 'createMigration'])

async function handle(line) {
  const { id, method, params } = JSON.parse(line)
  if (!method) return // the CLI's answer to one of our `print` requests
  current = id
  try {
    const e = await getEngine()
    if (NEEDS_HISTORY.has(method)) {
      const { migrationsList, filters } = params
      await e.diagnoseMigrationHistory({ migrationsList, filters, optInToShadowDatabase: true })
    }
    const result = (await e[RENAMED[method] ?? method](params ?? undefined)) ?? {}
    if (method === 'diff' && result.stdout) {
      process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id: 1e6, method: 'print', params: { content: result.stdout } }) + '\n')
    }
    respond(id, { result })
  } catch (e) {
    const message = panic ?? e?.message ?? String(e)
    respond(id, {
      error: { code: 4466, message, data: { is_panic: false, message, error_code: e?.code, meta: e?.meta } },
    })
  }
}

if (positionals[0] === 'cli') await cli(positionals[1])
else {
  for await (const line of createInterface({ input: process.stdin })) if (line.trim()) await handle(line)
  await Promise.allSettled(cleanups.map((f) => f()))
  process.exit(0)
}
