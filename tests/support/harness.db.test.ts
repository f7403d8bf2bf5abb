import { expect, test } from 'vitest'
import { shardOf } from '#domain/member/shard.ts'
import { pool } from '#server/db/pg.ts'
import { makeKey, makeMember, makeOperator, makeWorkspace } from './workspace.ts'

test('a test file has its own migrated database', async () => {
  const { rows } = await pool().query<{ name: string; migrations: number }>(
    'select current_database() as name, (select count(*) from _prisma_migrations where finished_at is not null) as migrations',
  )
  expect(rows[0]?.name).toMatch(/^sojourn_test_/)
  expect(rows[0]?.migrations).toBeGreaterThan(0)
})

test('a workspace, an operator, keys and a member are made by SQL', async () => {
  const { id } = await makeWorkspace()
  await makeOperator(id, 'editor')
  await makeKey(id, 'server')
  const member = await makeMember(id, 'jane', { email: 'jane@example.com' })
  expect(member.shard).toBe(shardOf(member.id))
})
