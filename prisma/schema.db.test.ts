import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const prisma = (...args: string[]) =>
  execFileSync('node_modules/.bin/prisma', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

test('the schema says what the migrations make, and the command line agrees that they are applied', () => {
  const difference = prisma('migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema', '--exit-code')
  expect(difference).toMatch(/No difference/)
  expect(prisma('migrate', 'status')).toMatch(/up to date/i)
}, 180_000)
