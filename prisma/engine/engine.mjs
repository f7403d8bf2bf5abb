import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { DatabaseFactory, target } from './database.mjs'

const require = createRequire(import.meta.url)
const NOWHERE = 'postgresql://localhost/postgres'

let panic
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => {
    panic = message
  },
}
/** Why WebAssembly gave up, if it did. */
export const lastPanic = () => panic

/** Loads the WebAssembly build beside its glue, whose entry point expects a bundler to do that. */
export async function createEngine({ datamodels, url, shadowDatabaseUrl }) {
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'))
  const glue = await import(pathToFileURL(path.join(folder, 'schema_engine_bg.js')).href)
  const bytes = readFileSync(path.join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const schemas = datamodels?.map((file) => [file, readFileSync(file, 'utf8')])
  const factory = new DatabaseFactory(target(url ?? NOWHERE), shadowDatabaseUrl)
  return glue.SchemaEngine.new({ datamodels: schemas }, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
}
