import { beforeEach, describe, expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { rows, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { openEvaluation, openWalk } from './openWalk.ts'
import { unfinishedWalks, walkMembers } from './walkMembers.ts'

let workspace: Awaited<ReturnType<typeof makeWorkspace>>
beforeEach(async () => {
  workspace = await makeWorkspace()
  await pool().query('delete from engine.inbox')
})

const makeMembers = (count: number) => Promise.all(Array.from({ length: count }, (_, i) => makeMember(workspace.id, `m${i}`)))
const inboxOf = () =>
  rows<{ memberId: number; lane: number }>(
    `select member_id as "memberId", lane from engine.inbox where workspace_id = $1 order by member_id`,
    [workspace.id],
  )
const onFed = () => {}
const idsOf = (members: { id: number }[]) => members.map(({ id }) => id).sort((a, b) => a - b)

describe('a walk over an audience', () => {
  test('feeds every member once, whatever the size of the chunks', async () => {
    const members = await makeMembers(25)
    const other = await makeWorkspace()
    await makeMember(other.id, 'stranger')
    const walk = await openEvaluation(pool(), workspace.id)
    expect(await walkMembers(pool(), walk, { onFed, chunk: 4 })).toBe(25)
    const fed = await inboxOf()
    expect(fed.map(({ memberId }) => memberId)).toEqual(idsOf(members))
    expect(new Set(fed.map(({ lane }) => lane))).toEqual(new Set([1]))
    expect(await rows('select fed, total, finished_at is not null as over from engine.member_walk where id = $1', [walk])).toEqual([
      { fed: 25, total: 25, over: true },
    ])
    expect(await walkMembers(pool(), walk, { onFed })).toBe(0)
  })

  test('goes on where it stopped, and two workers at once feed nobody twice', async () => {
    const members = await makeMembers(30)
    const walk = await openEvaluation(pool(), workspace.id)
    const stop = new AbortController()
    await walkMembers(pool(), walk, { onFed: () => stop.abort(), signal: stop.signal, chunk: 7 })
    expect(await inboxOf()).toHaveLength(7)
    expect(await unfinishedWalks(pool())).toContain(walk)
    await Promise.all([1, 2, 3].map(() => walkMembers(pool(), walk, { onFed, chunk: 3 })))
    await walkMembers(pool(), walk, { onFed, chunk: 3 })
    expect((await inboxOf()).map(({ memberId }) => memberId)).toEqual(idsOf(members))
    expect(await unfinishedWalks(pool())).not.toContain(walk)
  })

  test('waits while the bulk lane of a shard is as deep as it may be', async () => {
    const [first] = await makeMembers(10)
    const put = `insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload) select $1, 1, $2, $3, 'command', '{"do":"evaluate"}' from generate_series(1, 5)`
    await pool().query(put, [first?.shard, workspace.id, first?.id])
    const walk = await openEvaluation(pool(), workspace.id)
    const stop = new AbortController()
    const walking = walkMembers(pool(), walk, { onFed, signal: stop.signal, depth: 5 })
    expect(await inboxOf()).toHaveLength(5)
    await pool().query('delete from engine.inbox where workspace_id = $1', [workspace.id])
    expect(await walking).toBe(10)
  })

  test('of a segment meets those inside', async () => {
    const members = await makeMembers(6)
    const inside = members.slice(0, 4)
    for (const [i, { shard, id }] of members.entries())
      await pool().query(
        `insert into engine.segment_member (shard, member_id, segment_id, workspace_id, is_in, since) values ($1, $2, 77, $3, $4, now())`,
        [shard, id, workspace.id, i < 4],
      )
    const walk = await openWalk(pool(), {
      workspaceId: workspace.id,
      segmentId: 77,
      purpose: 'initiate',
      kind: 'entry',
      payload: { journeyId: 1 },
    })
    expect(await walkMembers(pool(), walk, { onFed, chunk: 3 })).toBe(4)
    expect((await inboxOf()).map(({ memberId }) => memberId)).toEqual(idsOf(inside))
  })

  test('of a purpose that only the last one serves drops the ones before it', async () => {
    await makeMembers(2)
    const first = await openEvaluation(pool(), workspace.id)
    const second = await openEvaluation(pool(), workspace.id)
    expect(await walkMembers(pool(), first, { onFed })).toBe(0)
    expect(await walkMembers(pool(), second, { onFed })).toBe(2)
    expect(await value('select count(*)::int from engine.member_walk where workspace_id = $1', [workspace.id])).toBe(1)
  })
})
