import { beforeAll, expect, it } from 'vitest'
import * as route from '#app/api/v1/workspace/webhook-secret/route.ts'
import { pool } from '#server/db/pg.ts'
import { signingSecrets } from '#server/message/webhook/secrets.ts'
import { call, signedIn } from '#tests/support/api.ts'
import { makeWorkspace } from '#tests/support/workspace.ts'

let workspace: { id: number; slug: string }
let admin: { cookie: string; slug: string }
const get = async () => (await call(route.GET, 'GET', admin)).body
const rotate = async (body: object = {}) => (await call(route.POST, 'POST', admin, { body })).body
const signing = async () => ((await signingSecrets(pool(), [workspace.id])).get(workspace.id) ?? []).map(({ secret }) => secret)

beforeAll(async () => {
  workspace = await makeWorkspace()
  admin = { ...(await signedIn(workspace.id, 'admin')), slug: workspace.slug }
})

it('is made when it is first looked at, and stays the same', async () => {
  const first = await get()
  expect(first).toMatchObject({ secret: expect.stringMatching(/^whsec_/), previous: [] })
  expect(await get()).toEqual(first)
})

it('signs beside a new one for as long as was asked, and never longer than before', async () => {
  const before = await get()
  const after = await rotate()
  expect(after.secret).not.toBe(before.secret)
  expect(await signing()).toEqual([after.secret, before.secret])
  const [{ retiresAt }] = after.previous
  expect(Date.parse(retiresAt) - Date.now()).toBeGreaterThan(23.9 * 3_600_000)
  const third = await rotate({ keepPreviousHours: 168 })
  expect(await signing()).toEqual([third.secret, after.secret, before.secret])
  expect(third.previous[1]?.retiresAt).toBe(retiresAt)
})

it('ends at once when that is asked', async () => {
  const { secret, previous } = await rotate({ keepPreviousHours: 0 })
  expect(await signing()).toEqual([secret])
  expect(previous).toEqual([])
})

it('is for administrators alone, and every rotation is in the audit log', async () => {
  const editor = { ...(await signedIn(workspace.id, 'editor')), slug: workspace.slug }
  expect((await call(route.GET, 'GET', editor)).status).toBe(403)
  expect((await call(route.POST, 'POST', editor, { body: {} })).status).toBe(403)
  const { rows } = await pool().query(
    "select count(*)::int as count from audit_log where workspace_id = $1 and action = 'webhookSecret.rotate'",
    [workspace.id],
  )
  expect(rows).toEqual([{ count: 3 }])
})
