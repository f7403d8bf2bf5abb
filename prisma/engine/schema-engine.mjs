#!/usr/bin/env node
// Stands in for the native schema engine that the Prisma command line would download: the same JSON-RPC over standard
// input and output, on top of the WebAssembly build of the same engine. prisma.config.ts names this file.
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { runCommand } from './commands.mjs'
import { closeConnections } from './database.mjs'
import { createEngine, lastPanic } from './engine.mjs'

const { values, positionals } = parseArgs({
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
const datasource = JSON.parse(values.datasource ?? '{}')

/** What the command line calls otherwise than the WebAssembly build. */
const RENAMED = { getDatabaseVersion: 'version' }
/** These read "the schema after all migrations", which the WebAssembly engine knows only after a diagnosis. */
const AFTER_DIAGNOSIS = new Set(['evaluateDataLoss', 'createMigration'])
/** An id no request of the command line has. */
const PRINT_ID = 1_000_000

async function serve() {
  let current
  // A panic inside WebAssembly is an uncaught exception here, and the call it happened in never settles.
  process.on('uncaughtException', async (error) => {
    answerError(current, error)
    await closeConnections()
    process.exit(1)
  })
  for await (const line of createInterface({ input: process.stdin })) {
    const request = line.trim() ? JSON.parse(line) : {}
    if (!request.method) continue // the command line's answer to a `print` of ours
    current = request.id
    await answer(request)
  }
  await closeConnections()
  process.exit(0)
}

let engine
async function answer({ id, method, params }) {
  try {
    engine ??= createEngine({ datamodels: values.datamodels, ...datasource })
    const ready = await engine
    if (AFTER_DIAGNOSIS.has(method)) {
      const { migrationsList, filters } = params
      await ready.diagnoseMigrationHistory({ migrationsList, filters, optInToShadowDatabase: true })
    }
    const result = (await ready[RENAMED[method] ?? method](params ?? undefined)) ?? {}
    // The native engine lets the command line print a difference; the WebAssembly build returns it.
    if (method === 'diff' && result.stdout) write({ id: PRINT_ID, method: 'print', params: { content: result.stdout } })
    write({ id, result })
  } catch (error) {
    answerError(id, error)
  }
}

const ENGINE_ERROR = 4466
function answerError(id, error) {
  const message = lastPanic() ?? error?.message ?? String(error)
  write({ id, error: { code: ENGINE_ERROR, message, data: { is_panic: false, message, error_code: error?.code, meta: error?.meta } } })
}

function write(body) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...body })}\n`)
}

if (values.version) process.stdout.write('schema-engine-wasm\n')
else if (positionals[0] === 'cli') await runCommand(positionals[1], datasource.url)
else await serve()
