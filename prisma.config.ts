import { chmodSync, existsSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'prisma/config'

if (existsSync('.env')) process.loadEnvFile('.env')
// The Prisma CLI wants a native schema engine that it downloads. Ours speaks the same JSON-RPC over stdio on top of
// @prisma/schema-engine-wasm, so migrations need no download.
if (!process.env.PRISMA_SCHEMA_ENGINE_BINARY && process.platform !== 'win32') {
  const engine = path.resolve(import.meta.dirname, 'prisma/engine/schema-engine.mjs')
  chmodSync(engine, 0o755) // a checkout or an archive can lose the bit
  process.env.PRISMA_SCHEMA_ENGINE_BINARY = engine
}
process.env.CHECKPOINT_DISABLE ??= '1'
process.env.PRISMA_HIDE_UPDATE_MESSAGE ??= '1'

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/sojourn' },
})
