import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, type Place, publish, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { checkMembers } from './members.ts'
import { examineNightly, lastNight } from './nightly.ts'
import { doctorStanding, runDoctor } from './standing.ts'

const ticker = makeTicker()
let workspaceId: number
let member: Place
let passage: number

beforeAll(async () => {
  workspaceId = (await makeWorkspace()).id
  await publish(workspaceId, journey('trigger(Go) → delay 1h → exit'))
  for (let i = 0; i < 20; i++) await happen(workspaceId, await makeMember(workspaceId, `m${i}`), 'Go')
  member = await makeMember(workspaceId, 'jane')
  await happen(workspaceId, member, 'Go')
  await settle(ticker)
  passage = await value('select id from engine.progress where member_id = $1', [member.id])
})

const ill = async () => (await checkMembers({ chunk: 2 })).filter(({ isWell }) => !isWell).map(({ what, says }) => `${what}: ${says}`)

/** Each fault, planted by SQL ($1 shard, $2 member, $3 passage, $4 workspace), how it is mended, and what is said. */
const planted: [name: string, plant: string, mend: string, says: RegExp][] = [
  [
    'a passage whose timer is gone',
    'with gone as (delete from engine.timer where shard = $1 and progress_id = $3 returning due_at) update engine.progress set due_at = gone.due_at from gone where shard = $1 and id = $3',
    'insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id) select shard, lane, workspace_id, due_at, id, member_id from engine.progress where shard = $1 and id = $3',
    /^passages: 1 are open and have no timer \(\d+-\d+\)/,
  ],
  [
    'a timer at another time than its passage says',
    `update engine.progress set due_at = due_at + interval '1 minute' where shard = $1 and id = $3`,
    `update engine.progress set due_at = due_at - interval '1 minute' where shard = $1 and id = $3`,
    /their timers: 1 are due at another time/,
  ],
  [
    'a timer of nothing',
    `insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id) values ($1, 0, $4, '2030-01-01', 999999999, $2)`,
    'delete from engine.timer where shard = $1 and progress_id = 999999999',
    /their timers: 1 belong to no passage \(\d+-999999999\)/,
  ],
  [
    'a passage that is over and has a timer',
    `update engine.progress set status = 'ENDED', node_key = null where shard = $1 and id = $3`,
    `update engine.progress set status = 'WAITING', node_key = 'delay' where shard = $1 and id = $3`,
    /passages: 1 are over and have a timer/,
  ],
  [
    'a wait for an event without its subscription',
    `update engine.progress set rest = '{"since": 0, "until": 0, "awaits": ["event Paid"]}' where shard = $1 and id = $3`,
    'update engine.progress set rest = null where shard = $1 and id = $3',
    /passages: 1 wait for something that would not wake them/,
  ],
  [
    'a subscription nobody waits for',
    `insert into engine.subscription (shard, member_id, progress_id, awaits, workspace_id) values ($1, $2, $3, 'event Paid', $4)`,
    'delete from engine.subscription where shard = $1 and member_id = $2',
    /subscriptions: 1 are not waited for any more \(\d+-\d+ event Paid\)/,
  ],
  [
    'a member who never wakes',
    `update engine.member set wake_at = '2030-01-01' where shard = $1 and id = $2`,
    'update engine.member set wake_at = null where shard = $1 and id = $2',
    /members: 1 have no timer for the time they are to wake/,
  ],
  [
    'a timer that wakes a member at another time',
    `insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id) values ($1, 0, $4, '2030-01-01', 0, $2)`,
    'delete from engine.timer where shard = $1 and progress_id = 0 and member_id = $2',
    /their timers: 1 wake a member at another time than it says \(member/,
  ],
  [
    'a segment that changes by time and wakes nobody',
    `with made as (insert into segment (workspace_id, key, name, condition) values ($4, 'late', 'Late', '{"all": []}') returning id)
     insert into engine.segment_member (shard, member_id, segment_id, workspace_id, is_in, since, changes_at) select $1, $2, id, $4, true, now(), '2030-01-01' from made`,
    `with gone as (delete from segment where workspace_id = $4 and key = 'late') delete from engine.segment_member where shard = $1 and member_id = $2`,
    /members: 1 have a segment that changes by time/,
  ],
]

/** With only those of the values that the statement names. */
async function run(text: string): Promise<void> {
  const values = [member.shard, member.id, passage, workspaceId]
  const used = values.map((value, i) => (text.includes(`$${i + 1}`) ? String(value) : null))
  await pool().query(used.reduce<string>((sql, value, i) => (value === null ? sql : sql.replaceAll(`$${i + 1}`, value)), text))
}

describe('nobody is stuck', () => {
  beforeEach(async () => expect(await ill()).toEqual([]))

  test('is proved row by row, in chunks', async () => {
    const findings = await checkMembers({ chunk: 2 })
    expect(findings.map(({ what }) => what)).toEqual(['passages', 'their timers', 'subscriptions', 'members'])
    expect(findings[0]?.says).toMatch(/^21 passages/)
    expect(findings[1]?.says).toMatch(/^21 timers/)
    expect(findings[3]?.says).toMatch(/^21 members/)
  })

  test.each(planted)('names %s', async (_name, plant, mend, says) => {
    await run(plant)
    const found = await ill()
    await run(mend)
    expect(found.join('\n')).toMatch(says)
  })

  test('leaves out a member who is held: what it misses is in the dead letters', async () => {
    await run('update engine.member set held_at = now() where shard = $1 and id = $2')
    await run('delete from engine.timer where shard = $1 and progress_id = $3')
    const found = await ill()
    await run(planted[0]?.[2] ?? '')
    await run('update engine.member set held_at = null where shard = $1 and id = $2')
    expect(found).toEqual([])
  })

  test('is examined nightly, and what was found is kept for the doctor', async () => {
    expect(await lastNight(pool())).toBeNull()
    await examineNightly(pool())
    expect(await lastNight(pool())).toMatchObject({ isWell: true })
    await run(planted[2]?.[1] ?? '')
    await examineNightly(pool())
    await run(planted[2]?.[2] ?? '')
    expect(await lastNight(pool())).toMatchObject({ isWell: false, says: expect.stringContaining('belong to no passage') })
  })

  test('is examined when somebody asks, once at a time, and what any workspace may read names no rows', async () => {
    const ctx = { workspaceId, role: 'admin' as const, actor: { kind: 'system' as const }, requestId: 'test' }
    const { running } = await runDoctor(ctx)
    expect(running).toMatchObject({ beganAt: null, done: 0 })
    expect((await runDoctor(ctx)).running?.askedAt).toBe(running?.askedAt)
    await run(planted[0]?.[1] ?? '')
    const both = await Promise.all([examineNightly(pool()), examineNightly(pool())])
    await run(planted[0]?.[2] ?? '')
    expect(both.filter((findings) => findings.length > 0)).toHaveLength(1)
    const { last, running: after } = await doctorStanding(ctx)
    expect(after).toBeNull()
    expect(last?.isWell).toBe(false)
    expect(last?.findings.find(({ what }) => what === 'passages')?.says).toBe(
      '1 are open and have no timer. This is a bug: please report it.',
    )
    await expect(runDoctor({ ...ctx, role: 'editor' })).rejects.toMatchObject({ refusal: 'forbidden' })
  })
})
