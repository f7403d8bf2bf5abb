import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { MembersPolicy } from '#domain/journey/moves.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { feed, unfed } from '#server/progress/feed.ts'
import { closeRing } from '#server/queue/ring.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, rows, settle } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { createJourney } from './create.ts'
import { endJourney } from './end.ts'
import { getJourney } from './get.ts'
import { listMoves } from './moves.ts'
import { pauseJourney } from './pause.ts'
import { previewPublish } from './previewPublish.ts'
import { publishJourney, restoreVersion } from './publish.ts'
import { putDraft } from './putDraft.ts'
import { resumeJourney } from './resume.ts'

const MEMBERS = 20
const ticker = makeTicker()
let workspace: number
let ctx: Ctx
let id: number

const first = journey('trigger(Go) → condition(kind equals a: yes→wait=delay 3d → exit, no→hold=delay 1d → exit)')
/** `wait` is longer, `hold` is gone, `later` is new. */
const second = journey('trigger(Go) → condition(kind equals a: yes→wait=delay 5d → exit, no→later=delay 2d → exit)')

afterAll(closeRing)
beforeEach(async () => {
  workspace = (await makeWorkspace()).id
  ctx = { workspaceId: workspace, role: 'editor', actor: { kind: 'system' }, requestId: 'test' }
  id = Number((await createJourney(ctx, first)).id)
  await publishJourney(ctx, id)
  for (let i = 0; i < MEMBERS; i++) await happen(workspace, await makeMember(workspace, `m${i}`, { kind: i % 4 === 0 ? 'b' : 'a' }), 'Go')
  await settle(ticker)
})
const [A, B] = [(MEMBERS / 4) * 3, MEMBERS / 4]

async function republish(document: JourneyDocument, members: MembersPolicy) {
  await putDraft(ctx, id, '*', document)
  return publishJourney(ctx, id, '*', members)
}
/** Feeds and ticks until there is nothing left of either. */
async function carry(depth = 5): Promise<void> {
  let isFeeding = true
  const feeding = feed(pool(), id, { onFed: () => {}, depth }).finally(() => {
    isFeeding = false
  })
  while (isFeeding) await settle(ticker)
  await feeding
  await settle(ticker)
}
const standing = async () =>
  Object.fromEntries(
    (
      await rows<{ at: string; count: number }>(
        `select v.number || ' ' || coalesce(p.node_key || case when p.parked_due is null then '' else ' parked' end, p.reason) as at, count(*)::int as count
         from engine.progress p join journey_version v on v.id = p.version_id where p.journey_id = $1 group by 1`,
        [id],
      )
    ).map(({ at, count }) => [at, count]),
  )
const refusal = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )

test('the preview counts who is inside, by version and node, and what each policy makes of them', async () => {
  await putDraft(ctx, id, '*', second)
  const preview = await previewPublish(ctx, id, { policy: 'move', moves: { hold: 'later' } })
  expect(preview).toMatchObject({
    ...{ version: 1, nextVersion: 2, inside: MEMBERS },
    nodes: [
      { version: 1, node: { key: 'wait' }, waiting: A, fate: 'stays', target: null },
      { version: 1, node: { key: 'hold' }, waiting: B, fate: 'arrives', target: 'later' },
    ],
    policies: {
      finish: { stays: MEMBERS, follows: 0, arrives: 0, leaves: 0 },
      follow: { stays: 0, follows: A, arrives: 0, leaves: B },
      asked: { stays: A, follows: 0, arrives: B, leaves: 0 },
    },
  })
  expect(Math.abs(Date.parse(preview.at) - Date.now())).toBeLessThan(60_000)
})

test('finish: everybody goes on with the version they are on, and nothing is fed', async () => {
  await republish(second, { policy: 'finish' })
  expect(await listMoves(ctx, id)).toEqual([])
  expect(await unfed(pool())).not.toContain(id)
  await carry()
  expect(await standing()).toEqual({ '1 wait': A, '1 hold': B })
})

test('follow: the same node waits on, reckoned anew from the arrival; without it they leave; and the outcome is told', async () => {
  await republish(second, { policy: 'follow' })
  expect(await listMoves(ctx, id)).toMatchObject([{ version: 2, members: { policy: 'follow' }, total: null, doneAt: null }])
  expect(await unfed(pool())).toContain(id)
  await carry()
  expect(await standing()).toEqual({ '2 wait': A, '1 version_exit': B })
  expect(await listMoves(ctx, id)).toMatchObject([
    { total: MEMBERS, moved: A, left: B, because: 'done', remaining: 0, startedBy: 'system' },
  ])
  const waits = await rows<{ days: number }>(
    `select round(extract(epoch from t.due_at - p.entered_at) / 86400, 3)::float8 as days from engine.progress p join engine.timer t on t.progress_id = p.id where p.journey_id = $1`,
    [id],
  )
  expect(new Set(waits.map(({ days }) => days))).toEqual(new Set([5]))
  expect(await unfed(pool())).not.toContain(id)
})

test('move: by the plan; who stands at a node that it does not name stays', async () => {
  await republish(second, { policy: 'move', moves: { hold: 'later' } })
  await carry()
  expect(await standing()).toEqual({ '1 wait': A, '2 later': B })
  expect(await listMoves(ctx, id)).toMatchObject([{ total: B, moved: B, left: 0, because: 'done', remaining: 0 }])
})

test('a plan that names a node that is not there is refused, with its place, and nothing is published', async () => {
  const refused = await refusal(republish(second, { policy: 'move', moves: { hold: 'nowhere', ghost: null } }))
  expect(refused).toMatchObject({
    code: 'moves',
    more: { errors: [{ pointer: '/members/moves/hold' }, { pointer: '/members/moves/ghost' }] },
  })
  expect(await getJourney(ctx, id)).toMatchObject({ version: 1, hasUnpublishedChanges: true })
})

test('a feeder that dies between chunks: the next goes on where it was, and nobody is moved or counted twice', async () => {
  await republish(second, { policy: 'follow' })
  const stop = new AbortController()
  let chunks = 0
  const dying = feed(pool(), id, { onFed: () => ++chunks === 1 && stop.abort(), signal: stop.signal, depth: 1 })
  await dying
  const fed = await rows('select from engine.inbox where workspace_id = $1', [workspace])
  expect(fed.length).toBeGreaterThan(0)
  expect(fed.length).toBeLessThan(MEMBERS)
  await carry()
  expect(await standing()).toEqual({ '2 wait': A, '1 version_exit': B })
  expect(await listMoves(ctx, id)).toMatchObject([{ moved: A, left: B, because: 'done' }])
})

test('two feeders at once put one command for each', async () => {
  await republish(second, { policy: 'follow' })
  let isFeeding = true
  const feeding = Promise.all([1, 2].map(() => feed(pool(), id, { onFed: () => {}, depth: 3 }))).finally(() => {
    isFeeding = false
  })
  while (isFeeding) await settle(ticker)
  const [one = 0, two = 0] = await feeding
  expect(one + two).toBe(MEMBERS)
  expect(await listMoves(ctx, id)).toMatchObject([{ moved: A, left: B }])
})

describe('with other acts in between', () => {
  test('a pause does not stop a move, and nobody goes on by it; the resume comes after', async () => {
    await pauseJourney(ctx, id)
    await pool().query(`update engine.timer set due_at = now() where workspace_id = $1`, [workspace])
    await settle(ticker)
    expect(await standing()).toEqual({ '1 wait parked': A, '1 hold parked': B })
    await republish(second, { policy: 'move', moves: { wait: 'wait', hold: 'later' } })
    await carry()
    // The longer wait is not over yet; who is to arrive elsewhere does so at the resume.
    expect(await standing()).toEqual({ '2 wait': A, '2 later parked': B })
    await resumeJourney(ctx, id)
    await carry()
    expect(await standing()).toEqual({ '2 wait': A, '2 later': B })
  })

  test('a publish without a plan lets a move go on; one with a plan takes its place', async () => {
    await republish(second, { policy: 'follow' })
    const third = journey('trigger(Go) → condition(kind equals a: yes→wait=delay 7d → exit, no→hold=delay 2d → exit)')
    await republish(third, { policy: 'finish' })
    expect(await listMoves(ctx, id)).toMatchObject([{ version: 2, doneAt: null }])
    await republish(journey('trigger(Go) → wait=delay 8d → exit'), { policy: 'move', moves: { wait: 'wait', hold: 'wait' } })
    expect(await listMoves(ctx, id)).toMatchObject([
      { version: 4, doneAt: null },
      { version: 2, because: 'superseded' },
    ])
    await carry()
    expect(await standing()).toEqual({ '4 wait': MEMBERS })
  })

  test('commands of a move that was superseded never take anybody back', async () => {
    await republish(second, { policy: 'follow' })
    await feed(pool(), id, { onFed: () => {}, signal: AbortSignal.timeout(200) })
    await republish(first, { policy: 'follow' })
    await carry()
    expect(await standing()).toEqual({ '3 wait': A, '1 version_exit': B })
  })

  test('ended by cancel it stops; ended by drain it goes on', async () => {
    await republish(second, { policy: 'follow' })
    await endJourney(ctx, id, { members: 'drain' })
    await carry()
    expect(await standing()).toEqual({ '2 wait': A, '1 version_exit': B })
    expect(await refusal(publishJourney(ctx, id))).toMatchObject({ code: 'journey_ended' })
  })

  test('and by cancel everybody is canceled, the move closed', async () => {
    await republish(second, { policy: 'follow' })
    await endJourney(ctx, id, { members: 'cancel' })
    await carry()
    expect(await standing()).toEqual({ '1 journey_ended': MEMBERS })
    expect(await listMoves(ctx, id)).toMatchObject([{ because: 'ended', moved: 0, left: 0 }])
  })
})

test('an earlier version is restored as a new one, with the settings of today', async () => {
  await republish({ ...second, settings: { ...second.settings, repeatTimes: 3 } }, { policy: 'finish' })
  const restored = await restoreVersion(ctx, id, 1)
  expect(restored).toMatchObject({ version: 3, hasUnpublishedChanges: false, settings: { repeatTimes: 3 } })
  expect(restored.nodes).toEqual(first.nodes)
  expect(await refusal(restoreVersion(ctx, id, 9))).toMatchObject({ refusal: 'notFound' })
})

test('of two who publish at once, with plans for the members, one gets 409 and only its plan is written', async () => {
  await putDraft(ctx, id, '*', second)
  const { etag } = await getJourney(ctx, id)
  const both = await Promise.allSettled([1, 2].map(() => publishJourney(ctx, id, etag, { policy: 'follow' })))
  const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused).toHaveLength(1)
  expect(refused[0]).toBeInstanceOf(AppError)
  expect(refused[0]).toMatchObject({ refusal: 'conflict', code: 'already_published' })
  expect(await listMoves(ctx, id)).toHaveLength(1)
})
