import pg from 'pg'
import { onConnection, target } from './database.mjs'

const NO_SUCH_DATABASE = '3D000'

/** `schema-engine cli <command>`: whether the database is there, and making or dropping it. Ends the process. */
export async function runCommand(command, url) {
  const { connectionString, database } = target(url)
  const name = pg.escapeIdentifier(database)
  const onServer = (sql) => onConnection(target(url, 'postgres').connectionString, (db) => db.query(sql))
  try {
    if (command === 'can-connect-to-database') await onConnection(connectionString, async () => {})
    else if (command === 'create-database') await onServer(`create database ${name}`)
    else if (command === 'drop-database') await onServer(`drop database if exists ${name} with (force)`)
  } catch (error) {
    if (error.code === NO_SUCH_DATABASE) fail('P1003', `Database "${database}" does not exist`)
    fail('P1001', `Can't reach the database: ${error.message || error.code}`)
  }
  process.exit(0)
}

/** What the native engine logs on standard error, and the command line reads from there. */
function fail(error_code, message) {
  const line = { level: 'ERROR', target: 'schema_engine::logger', fields: { error_code, message } }
  process.stderr.write(`\n${JSON.stringify(line)}\n`)
  process.exit(1)
}
