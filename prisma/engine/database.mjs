import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** Parameters of a database URL that are Prisma's own and unknown to PostgreSQL. */
const PRISMAS = ['schema', 'connection_limit', 'pool_timeout', 'pgbouncer']

/** Where a URL leads: with `database`, to that one instead, since a connection string outranks every other setting. */
export function target(url, database) {
  const address = new URL(url)
  if (database) address.pathname = `/${database}`
  const schema = address.searchParams.get('schema') ?? 'public'
  for (const name of PRISMAS) address.searchParams.delete(name)
  return { connectionString: address.href, schema, database: decodeURIComponent(address.pathname.slice(1)) }
}

/** Runs `work` on a connection of its own. */
export async function onConnection(connectionString, work) {
  const client = new pg.Client(connectionString)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const open = []
export const closeConnections = () => Promise.allSettled(open.map((close) => close()))

/** Connections for the engine, to the database and to shadows of it, in which it tries migrations out. */
export class DatabaseFactory extends PrismaPg {
  constructor(where, shadowDatabaseUrl) {
    super({ connectionString: where.connectionString, max: 1 }, { schema: where.schema })
    this.where = where
    this.shadowDatabaseUrl = shadowDatabaseUrl
  }

  async connect() {
    const adapter = repaired(await super.connect())
    const { release } = adapter
    let closing
    adapter.dispose = () => {
      closing ??= release.call(adapter)
      return closing
    }
    open.push(adapter.dispose)
    return adapter
  }

  connectToShadowDb() {
    return this.shadowDatabaseUrl ? this.#connectToGivenShadow() : this.#connectToOwnShadow()
  }

  async #connectToGivenShadow() {
    const shadow = target(this.shadowDatabaseUrl)
    if (shadow.connectionString === this.where.connectionString) throw new Error('The shadow database is the main database.')
    const schema = pg.escapeIdentifier(shadow.schema)
    await onConnection(shadow.connectionString, (db) => db.query(`drop schema if exists ${schema} cascade; create schema ${schema}`))
    return new DatabaseFactory(shadow).connect()
  }

  /** The adapter's own drops the database before it lets go of it, which PostgreSQL refuses. */
  async #connectToOwnShadow() {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`
    const onMain = async (sql) => void (await onConnection(this.where.connectionString, (db) => db.query(sql)))
    await onMain(`create database "${name}" template template0`)
    const adapter = await new DatabaseFactory(target(this.where.connectionString, name)).connect()
    const close = adapter.dispose
    let dropping
    adapter.dispose = () => {
      dropping ??= close().then(() => onMain(`drop database if exists "${name}" with (force)`))
      return dropping
    }
    open.push(adapter.dispose)
    return adapter
  }
}

const OID = { char: 18, text: 25 }

/**
 * The adapter is made for queries of applications. The engine also reads catalogues, whose columns of the type "char"
 * it does not know, and runs scripts, which it would cut at every semicolon, those inside functions included.
 */
function repaired(adapter) {
  const charColumns = new WeakMap()
  const { performIO, queryRaw } = adapter
  adapter.performIO = async (query) => {
    const result = await performIO.call(adapter, query)
    const columns = result.fields.flatMap((field, index) => (field.dataTypeID === OID.char ? [index] : []))
    for (const index of columns) result.fields[index].dataTypeID = OID.text
    charColumns.set(result.rows, columns)
    return result
  }
  adapter.queryRaw = async (query) => {
    const result = await queryRaw.call(adapter, query)
    for (const index of charColumns.get(result.rows)) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  return adapter.executeScript ? withScripts(adapter) : adapter
}

/** A transaction has no scripts; what starts one has. */
function withScripts(adapter) {
  const { startTransaction } = adapter
  adapter.startTransaction = async (level) => repaired(await startTransaction.call(adapter, level))
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script)
    } catch (error) {
      adapter.onError(error)
    }
  }
  return adapter
}
