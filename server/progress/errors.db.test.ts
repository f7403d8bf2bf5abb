import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { actOnErrorsSchema } from '#domain/journey/errors.ts'
import type { Ctx } from '#server/context.ts'
import { pool, snapshot } from '#server/db/pg.ts'
import { closeRing } from '#server/queue/ring.ts'
import { recount } from '#server/report/recount.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, type Place, publish, put, rows, setStatus, settle } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { actOnErrors, listActs } from './actOnErrors.ts'
import { areErrorActsOpen, feedErrorActs } from './feedErrorActs.ts'
import { countErrors, listErrors } from './listErrors.ts'

afterAll(closeRing)
const ticker = makeTicker()
const onFed = () => {}
let ctx: Ctx
let id: number
let members: Place[]

/** Whoever is no vip goes round until the step budget ends it in ERROR. */
beforeEach(async () => {
  await pool().query('delete from engine.error_act')
  const workspace = await makeWorkspace()
  ctx = { workspaceId: workspace.id, role: 'editor', actor: { kind: 'system' }, requestId: 'test' }
  id = (await publish(workspace.id, journey('trigger(Go) → ask=condition(plan equals vip: yes→delay 1h → exit, no→@ask)'))).id
  members = await Promise.all(Array.from({ length: 7 }, (_, i) => makeMember(workspace.id, `m${i}`)))
  for (const member of members) await happen(workspace.id, member, 'Go')
  await settle(ticker)
})

const act = (input: object) => actOnErrors(ctx, id, actOnErrorsSchema.parse(input))
const done = async (chunk?: number) => {
  await feedErrorActs(pool(), { onFed, ...(chunk && { depth: chunk }) })
  await settle(ticker)
}
const statuses = async () =>
  (await rows<{ status: string }>('select status from engine.progress where journey_id = $1 order by status', [id])).map(
    (row) => row.status,
  )
const turnVip = async (who: Place[]) => {
  for (const member of who) await put(ctx.workspaceId, member, 'change', { set: { plan: 'vip' } })
  await settle(ticker)
}
const isCounted = async () => expect(await snapshot((db) => recount(db, id))).toEqual([])

describe('passages in ERROR', () => {
  test('are listed with reason, node, member and time, page by page, by node and by reason', async () => {
    const first = await listErrors(ctx, id, { limit: 4 })
    expect(first.data[0]).toMatchObject({
      node: { key: 'ask', kind: 'rule.condition' },
      member: { userId: expect.stringMatching(/^m\d$/) },
    })
    const rest = await listErrors(ctx, id, { limit: 4, cursor: first.nextCursor ?? undefined })
    expect(new Set([...first.data, ...rest.data].map(({ member }) => member.userId)).size).toBe(7)
    expect(rest.nextCursor).toBeNull()
    const reason = first.data[0]?.reason ?? ''
    expect((await listErrors(ctx, id, { reason, node: 'ask' })).data).toHaveLength(7)
    expect((await listErrors(ctx, id, { node: 'exit' })).data).toEqual([])
    expect(await countErrors(ctx, id)).toEqual({ total: 7, groups: [{ node: 'ask', reason, count: 7 }] })
    await expect(listErrors({ ...ctx, workspaceId: (await makeWorkspace()).id }, id, {})).rejects.toMatchObject({ refusal: 'notFound' })
    await isCounted()
  })

  test('retried by filter go on where they can; those that fail again are not met twice, and the reports are corrected', async () => {
    await turnVip(members.slice(0, 5))
    expect(await act({ act: 'retry', filter: { node: 'ask' } })).toMatchObject({ act: 'retry', matched: 7, put: 0, finishedAt: null })
    expect(await areErrorActsOpen(pool())).toBe(true)
    await done()
    expect(await statuses()).toEqual(['ERROR', 'ERROR', 'WAITING', 'WAITING', 'WAITING', 'WAITING', 'WAITING'])
    expect(await listActs(ctx, id, { limit: 5 })).toMatchObject({ data: [{ matched: 7, put: 7, finishedAt: expect.any(String) }] })
    expect(await areErrorActsOpen(pool())).toBe(false)
    await isCounted()
  })

  test('exited are canceled, skipped follow the first outlet, moved go on at the node named', async () => {
    const [one, two, ...rest] = (await listErrors(ctx, id, {})).data.map((error) => error.id)
    expect(await act({ act: 'exit', progressIds: [one] })).toMatchObject({ matched: 1, put: 1, finishedAt: expect.any(String) })
    await act({ act: 'move', node: 'exit', progressIds: [two] })
    await settle(ticker)
    await act({ act: 'skip', filter: {} })
    await done()
    const waiting = rest.map(() => 'WAITING')
    expect(await statuses()).toEqual(['CANCELED', 'ENDED', ...waiting])
    expect((await countErrors(ctx, id)).total).toBe(0)
    expect((await act({ act: 'retry', progressIds: [one, two] })).matched).toBe(0)
    await isCounted()
  })

  test('an act goes on after a crash from where it was, and stops at a set depth', async () => {
    await act({ act: 'exit', filter: {} })
    const stop = new AbortController()
    expect(await feedErrorActs(pool(), { onFed: () => stop.abort(), signal: stop.signal, depth: 3 })).toBe(3)
    await settle(ticker)
    await done()
    expect(await statuses()).toEqual(Array.from({ length: 7 }, () => 'CANCELED'))
    await isCounted()
  })

  test('an act is refused to viewers, to a node that is not there, and, but for exit, in a journey that has ended', async () => {
    await expect(actOnErrors({ ...ctx, role: 'viewer' }, id, { act: 'exit', filter: {} })).rejects.toMatchObject({ refusal: 'forbidden' })
    await expect(act({ act: 'move', node: 'gone', filter: {} })).rejects.toMatchObject({ code: 'no_such_node' })
    await setStatus(id, 'ENDED')
    await expect(act({ act: 'retry', filter: {} })).rejects.toMatchObject({ code: 'journey_ended' })
    await act({ act: 'exit', filter: {} })
    await done()
    expect(await statuses()).toEqual(Array.from({ length: 7 }, () => 'CANCELED'))
    await isCounted()
  })
})
