import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { POST } from '#app/api/v1/journeys/[id]/initiate/route.ts'
import { GET as GET_RUNS } from '#app/api/v1/journeys/[id]/runs/route.ts'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { pool } from '#server/db/pg.ts'
import { walkMembers } from '#server/feed/walkMembers.ts'
import { closeRing } from '#server/queue/ring.ts'
import { call } from '#tests/support/api.ts'
import { journey } from '#tests/support/drawing.ts'
import { makeTicker, publish, rows, setStatus, settle, value } from '#tests/support/engine.ts'
import { makeKey, makeMember, makeWorkspace } from '#tests/support/workspace.ts'

afterAll(closeRing)
const ticker = makeTicker()
let workspaceId: number
let key: string
let id: number

beforeEach(async () => {
  await pool().query('delete from engine.inbox')
  workspaceId = (await makeWorkspace()).id
  key = (await makeKey(workspaceId, 'server')).key
  id = await startsBy('trigger.api')
})

/** A journey whose live version starts by a kind of trigger. */
async function startsBy(kind: string): Promise<number> {
  const made = await publish(workspaceId, journey('trigger(Go) → delay 1h → exit'))
  await pool().query(`update journey_version set document = jsonb_set(document, '{nodes,0,kind}', $2) where id = $1`, [
    made.versionId,
    JSON.stringify(kind),
  ])
  return made.id
}

const initiate = (body: unknown, of = id, headers: Record<string, string> = {}) =>
  call(POST, 'POST', { key }, { params: { id: String(of) }, body, headers })
const runs = async () => (await call(GET_RUNS, 'GET', { key }, { params: { id: String(id) } })).body.data
const inbox = () =>
  rows<{ user: string; kind: string; lane: number; payload: unknown }>(
    `select m.user_id as user, i.kind, i.lane, i.payload from engine.inbox i join engine.member m on m.shard = i.shard and m.id = i.member_id
     where i.workspace_id = $1 order by m.user_id`,
    [workspaceId],
  )

describe('initiate', () => {
  test('puts an entry of one member into the live lane, with its context, and makes a member nobody knew', async () => {
    expect(await initiate({ userId: 'jane', context: { orderId: '1001' } })).toMatchObject({
      status: 202,
      body: { accepted: 1, errors: [], run: null },
    })
    const payload = { journeyId: id, by: 'api', nodeKey: 'trigger', name: 'journey_initiated', properties: { orderId: '1001' } }
    expect(await inbox()).toMatchObject([{ user: 'jane', kind: 'entry', lane: 0, payload }])
    expect(await value('select count(*)::int from engine.member where workspace_id = $1', [workspaceId])).toBe(1)
  })

  test('takes up to 1,000 in a batch, and says which are not members and why', async () => {
    await makeMember(workspaceId, 'known')
    const { status, body } = await initiate({
      members: [{ userId: 'known', context: { a: 1 } }, { userId: '' }, 'x', { userId: 'x'.repeat(300) }, { userId: 'new' }],
    })
    expect([status, body.accepted, body.errors.map(({ index }: { index: number }) => index)]).toEqual([202, 2, [1, 2, 3]])
    expect(body.errors[2].detail).toMatch(/255 characters/)
    expect((await inbox()).map(({ user }) => user)).toEqual(['known', 'new'])
    const many = Array.from({ length: 1_000 }, (_, i) => ({ userId: `m${i}` }))
    expect((await initiate({ members: many })).body.accepted).toBe(1_000)
    expect((await initiate({ members: [...many, { userId: 'one more' }] })).status).toBe(400)
  })

  test('lets nobody in twice for one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const first = await initiate({ userId: 'jane' }, id, headers)
    const again = await initiate({ userId: 'jane' }, id, headers)
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect((await initiate({ userId: 'joe' }, id, headers)).status).toBe(422)
    expect(await inbox()).toHaveLength(1)
  })

  test('is refused with what to do where the journey is not ongoing, does not start by the API, or is not there', async () => {
    const events = await startsBy('trigger.event')
    expect(await initiate({ userId: 'jane' }, events)).toMatchObject({ status: 422, body: { code: 'no_api_trigger' } })
    await setStatus(id, 'PAUSED')
    expect(await initiate({ userId: 'jane' })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('resume it first') } })
    expect((await initiate({ userId: 'jane' }, 999_999)).status).toBe(404)
    expect((await initiate({ userId: 'jane', segment: 'vip' }, events)).status).toBe(400)
    expect(await inbox()).toEqual([])
  })

  test('lets a member walk in with the context, and refuses one who is inside', async () => {
    const document = journey('trigger(Go) → delay 1h → exit')
    const nodes = document.nodes.map((node) => (node.key === 'trigger' ? { ...node, kind: 'trigger.api', settings: {} } : node))
    const live = await publish(workspaceId, journeyDocumentSchema.parse({ ...document, nodes }))
    for (const order of ['1', '2']) await initiate({ userId: 'jane', context: { order } }, live.id)
    await settle(ticker)
    const inside = `select p.status, p.entry ->> 'name' as name, p.entry -> 'properties' as context from engine.progress p where p.journey_id = $1`
    expect(await rows(inside, [live.id])).toEqual([{ status: 'WAITING', name: 'journey_initiated', context: { order: '1' } }])
    const refused = `select because, event -> 'properties' as context from engine.refusal where journey_id = $1`
    expect(await rows(refused, [live.id])).toEqual([{ because: 'already_inside', context: { order: '2' } }])
  })

  test('of everybody opens a run that meets each member once, in the bulk lane, and is reported', async () => {
    for (const name of ['a', 'b', 'c']) await makeMember(workspaceId, name)
    await makeMember((await makeWorkspace()).id, 'stranger')
    const { status, body } = await initiate({ audience: 'all', context: { sale: 'winter' } })
    expect([status, body.run.entered, body.run.finishedAt]).toEqual([202, 0, null])
    await walkMembers(pool(), await walkOf(body.run.id), { onFed: () => {} })
    const entry = { by: 'api', nodeKey: 'trigger', name: 'journey_initiated', properties: { sale: 'winter' } }
    expect(await inbox()).toMatchObject(['a', 'b', 'c'].map((user) => ({ user, lane: 1, kind: 'entry', payload: entry })))
    expect(await runs()).toMatchObject([
      { id: body.run.id, by: 'api', segment: null, total: 3, entered: 3, finishedAt: expect.any(String) },
    ])
  })

  test('of a segment meets those inside, and is refused where there is no such segment', async () => {
    const [inside, outside] = [await makeMember(workspaceId, 'in'), await makeMember(workspaceId, 'out')]
    const segment = await value<number>(
      `insert into segment (workspace_id, key, name, condition) values ($1, 'vip', 'VIP', '{"all": []}') returning id`,
      [workspaceId],
    )
    for (const [isIn, { shard, id: member }] of [
      [true, inside],
      [false, outside],
    ] as const)
      await pool().query(
        `insert into engine.segment_member (shard, member_id, segment_id, workspace_id, is_in, since) values ($1, $2, $3, $4, $5, now())`,
        [shard, member, segment, workspaceId, isIn],
      )
    const { body } = await initiate({ segment: 'vip' })
    await walkMembers(pool(), await walkOf(body.run.id), { onFed: () => {} })
    expect((await inbox()).map(({ user }) => user)).toEqual(['in'])
    expect(await initiate({ segment: 'gone' })).toMatchObject({ status: 422, body: { code: 'no_such_segment' } })
  })
})

const walkOf = (run: string) => value<number>('select walk_id from engine.audience_run where id = $1', [run])
