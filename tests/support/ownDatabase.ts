import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { databaseUrl, withClient } from './postgres.ts'

// Each test file works on its own clone of the migrated template, named in DATABASE_URL before its modules load. Clones are
// dropped when the run is over: a connection that a test left open must not be cut under its feet.
const { url, template, prefix } = inject('postgres')
const name = `${prefix}_${randomBytes(4).toString('hex')}`
await withClient(url, (db) => db.query(`create database ${name} template ${template}`))
process.env.DATABASE_URL = databaseUrl(url, name)

afterAll(async () => {
  const [{ closePool }, { closePrisma }, { closeRing }] = await Promise.all([
    import('#server/db/pg.ts'),
    import('#server/db/prisma.ts'),
    import('#server/queue/ring.ts'),
  ])
  await Promise.all([closePool(), closePrisma(), closeRing()])
})
