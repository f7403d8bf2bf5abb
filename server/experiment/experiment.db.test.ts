import { beforeEach, describe, expect, test } from 'vitest'
import { POST } from '#app/api/v1/journeys/[id]/experiments/[key]/winner/route.ts'
import { GET } from '#app/api/v1/journeys/[id]/experiments/route.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { hasSamples } from '#server/sql/experiments.ts'
import { call, signedIn } from '#tests/support/api.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, publish, put, rows, settle, value } from '#tests/support/engine.ts'
import { makeKey, makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { chooseWinner } from './choose.ts'
import { decideExperiments } from './decide.ts'
import { listExperiments } from './list.ts'

let ctx: Ctx
let slug: string
let made = 0
beforeEach(async () => {
  await pool().query(`update journey set status = 'ENDED'`)
  const workspace = await makeWorkspace()
  ctx = { workspaceId: workspace.id, role: 'editor', actor: { kind: 'system' }, requestId: 'test' }
  slug = workspace.slug
})

const drawing = (more = '') =>
  `trigger(Signed Up) → experiment(a 50 b 50; goal Bought within 1h; sample 100${more}: a→exit a, b→exit b, holdout→exit)`
const draw = (more?: string, settings = {}) =>
  publish(ctx.workspaceId, journey(drawing(more), { settings: { reentry: { mode: 'every_time' }, ...settings } }))

type Of = { salt?: string; ago?: string; boughtAfter?: string; ownTimeBefore?: string; total?: number }
/** Members who took an arm so long ago, and some of them who bought so long after, as ticks write it down. */
async function took(journeyId: number, arm: string, [converted, members]: [number, number], of: Of = {}): Promise<void> {
  const { salt = '', ago = '2 hours', boughtAfter = '10 minutes', ownTimeBefore = '0', total = 5 } = of
  const first = (made += members) - members + 1_000_000
  await pool().query(
    `insert into engine.experiment_exposure (shard, member_id, journey_id, node_key, salt, arm, at, workspace_id)
     select n % 64, n, $1, 'experiment', $2, $3, now() - $4::interval, $5 from generate_series($6::bigint, $7::bigint) n`,
    [journeyId, salt, arm, ago, ctx.workspaceId, first, first + members - 1],
  )
  await pool().query(
    `insert into engine.event (shard, member_id, id, workspace_id, kind, name, at, accepted_at, payload)
     select n % 64, n, n, $1, 'track', 'Bought', t - $7::interval, t, jsonb_build_object('properties', jsonb_build_object('total', $6::int))
     from generate_series($2::bigint, $3::bigint) n cross join lateral (select now() - $4::interval + $5::interval as t) x`,
    [ctx.workspaceId, first, first + converted - 1, ago, boughtAfter, total, ownTimeBefore],
  )
}
const winnerRow = async (journeyId: number) =>
  (
    await rows<{ arm: string | null; by: string }>('select arm, by, saw from engine.experiment_winner where journey_id = $1', [journeyId])
  )[0]
const epoch = () => value<number>('select epoch from engine.catalog')
const armsOf = async (journeyId: number) =>
  (await listExperiments(ctx, journeyId))[0]?.arms.map(({ exposed, counted, converted }) => [exposed, counted, converted])
const verdictOf = async (journeyId: number) => (await listExperiments(ctx, journeyId))[0]?.verdict
const codeOf = (work: Promise<unknown>) => work.then(() => 'done').catch((error: { code: string }) => error.code)
const ticker = makeTicker()

describe('who takes an arm', () => {
  test('is written down by the tick, the first time alone', async () => {
    const { id } = await draw()
    const jane = await makeMember(ctx.workspaceId, 'jane')
    for (let round = 0; round < 3; round++) await happen(ctx.workspaceId, jane, 'Signed Up')
    await settle(ticker)
    const reasons = await rows<{ reason: string }>('select distinct reason from engine.progress where journey_id = $1', [id])
    const taken = await rows('select arm, member_id::int as member, salt from engine.experiment_exposure where journey_id = $1', [id])
    expect(taken).toEqual([{ arm: reasons[0]?.reason, member: jane.id, salt: '' }])
    expect(reasons).toHaveLength(1)
  })

  test('is the known member from a merge on, and what either did counts', async () => {
    const { id } = await draw()
    const [loser, winner] = [await makeMember(ctx.workspaceId, 'cookie'), await makeMember(ctx.workspaceId, 'jane')]
    await pool().query('update engine.member set user_id = null where id = $1', [loser.id])
    await happen(ctx.workspaceId, loser, 'Signed Up')
    await settle(ticker)
    await happen(ctx.workspaceId, loser, 'Bought')
    await settle(ticker)
    const payload = { winnerShard: winner.shard, winnerId: winner.id, loserShard: loser.shard, loserId: loser.id }
    for (const one of [loser, winner]) await put(ctx.workspaceId, one, 'merge', payload)
    await settle(ticker)
    expect(await rows('select member_id::int as member from engine.experiment_exposure where journey_id = $1', [id])).toEqual([
      { member: winner.id },
    ])
    const [experiment] = await listExperiments(ctx, id, { now: new Date(Date.now() + 2 * 3_600_000) })
    expect(experiment?.arms.reduce((sum, { converted }) => sum + converted, 0)).toBe(1)
  })
})

describe('the test', () => {
  test('decides once when every arm has its sample, whoever looks, and later members take the winner', async () => {
    const { id } = await draw()
    await took(id, 'a', [200, 1_000])
    await took(id, 'b', [250, 1_000])
    const before = await epoch()
    const decided = await Promise.all([1, 2, 3].map(() => decideExperiments(pool())))
    expect(decided.reduce((sum, one) => sum + one, 0)).toBe(1)
    expect(await epoch()).toBe(before + 1)
    expect(await winnerRow(id)).toMatchObject({
      arm: 'b',
      by: 'test',
      saw: {
        pValue: expect.closeTo(0.0074196, 6),
        confidence: 0.95,
        sample: 100,
        arms: [
          { arm: 'a', members: 1_000, converted: 200 },
          { arm: 'b', members: 1_000, converted: 250 },
        ],
      },
    })
    for (let n = 0; n < 8; n++) await happen(ctx.workspaceId, await makeMember(ctx.workspaceId, `late${n}`), 'Signed Up')
    await settle(ticker)
    expect(await rows('select distinct reason from engine.progress where journey_id = $1', [id])).toEqual([{ reason: 'b' }])
    expect((await armsOf(id))?.map(([exposed]) => exposed)).toEqual([1_000, 1_000])
    expect(await verdictOf(id)).toMatchObject({ is: 'decided', arm: 'b', by: 'test' })
  })

  test('waits for the time of the goal to be over for the sample of each arm', async () => {
    const { id } = await draw()
    await took(id, 'a', [10, 150])
    await took(id, 'b', [60, 99])
    await took(id, 'b', [20, 50], { ago: '30 minutes', boughtAfter: '5 minutes' })
    expect(await decideExperiments(pool())).toBe(0)
    expect(await armsOf(id)).toEqual([
      [150, 150, 10],
      [149, 99, 60],
    ])
    expect(await verdictOf(id)).toEqual({ is: 'collecting', least: 99, sample: 100 })
    expect(await codeOf(chooseWinner(ctx, { journeyId: id, key: 'experiment', choice: { by: 'test' } }))).toBe('sample_missing')
  })

  test('says once that there is no difference; a larger sample is another test', async () => {
    const { id, versionId } = await draw()
    await took(id, 'a', [15, 100])
    await took(id, 'b', [25, 100])
    const before = await epoch()
    expect(await decideExperiments(pool())).toBe(1)
    expect(await winnerRow(id)).toMatchObject({ arm: null, saw: { pValue: expect.closeTo(0.0770999, 6) } })
    expect(await epoch()).toBe(before)
    await took(id, 'b', [90, 100])
    expect(await decideExperiments(pool())).toBe(0)
    expect(await verdictOf(id)).toMatchObject({ is: 'no_difference', sample: 100, pValue: expect.closeTo(0.0770999, 6) })
    const larger = journey(drawing().replace('sample 100', 'sample 150'))
    await pool().query('update journey_version set document = $2 where id = $1', [versionId, JSON.stringify(larger)])
    expect(await decideExperiments(pool())).toBe(0)
    await took(id, 'a', [10, 50])
    expect(await decideExperiments(pool())).toBe(1)
    expect(await winnerRow(id)).toMatchObject({ arm: 'b' })
  })

  test('counts what came in time and fits, and neither what was before nor what was imported', async () => {
    const { id } = await draw()
    await took(id, 'a', [10, 20])
    await took(id, 'a', [10, 20], { boughtAfter: '61 minutes' })
    await took(id, 'a', [10, 20], { boughtAfter: '-1 minutes' })
    await took(id, 'a', [10, 20], { ownTimeBefore: '3 days' })
    expect(await armsOf(id)).toEqual([
      [80, 80, 10],
      [0, 0, 0],
    ])
    const { id: filtered } = await draw('; control a').then(async (of) => {
      const document = journey(drawing().replace('goal Bought', 'goal Bought where total gte 10'))
      await pool().query('update journey_version set document = $2 where id = $1', [of.versionId, JSON.stringify(document)])
      return of
    })
    await took(filtered, 'a', [10, 20], { total: 9 })
    await took(filtered, 'b', [10, 20], { total: 10 })
    expect((await armsOf(filtered))?.map(([, , converted]) => converted)).toEqual([0, 10])
  })

  test('takes the journey’s own goal, and its time', async () => {
    const settings = { goal: { event: 'Bought', attribution: { hours: 1 } } }
    const drawn = journey('trigger(Signed Up) → experiment(a 1 b 1; sample 10: a→exit a, b→exit b)', { settings })
    const { id } = await publish(ctx.workspaceId, drawn)
    const members = []
    for (let n = 0; n < 6; n++) members.push(await makeMember(ctx.workspaceId, `m${n}`))
    for (const one of members) await happen(ctx.workspaceId, one, 'Signed Up')
    await settle(ticker)
    for (const one of members.slice(0, 4)) await happen(ctx.workspaceId, one, 'Bought')
    await settle(ticker)
    const [experiment] = await listExperiments(ctx, id, { now: new Date(Date.now() + 2 * 3_600_000) })
    expect(experiment).toMatchObject({ isJourneyGoal: true, goal: { event: 'Bought', within: { hours: 1 } } })
    expect(experiment?.arms.reduce((sum, { converted }) => sum + converted, 0)).toBe(4)
    await pool().query(`update journey set settings = settings - 'goal' where id = $1`, [id])
    expect(await verdictOf(id)).toEqual({ is: 'goal_missing' })
  })

  test('under another salt begins anew', async () => {
    const { id, versionId } = await draw()
    await took(id, 'a', [15, 100])
    await took(id, 'b', [25, 100])
    await decideExperiments(pool())
    await pool().query('update journey_version set document = $2 where id = $1', [
      versionId,
      JSON.stringify(journey(drawing('; salt two'))),
    ])
    expect(await verdictOf(id)).toEqual({ is: 'collecting', least: 0, sample: 100 })
    await took(id, 'a', [10, 100], { salt: 'two' })
    await took(id, 'b', [50, 100], { salt: 'two' })
    expect(await decideExperiments(pool())).toBe(1)
    expect(await winnerRow(id)).toMatchObject({ arm: 'b' })
  })

  test('finds its sample in an index', async () => {
    await pool().query(
      `insert into engine.experiment_exposure (shard, member_id, journey_id, node_key, salt, arm, at, workspace_id)
       select n % 64, n, 100000 + n % 40, 'experiment', '', 'a', now(), 1 from generate_series(1, 40000) n`,
    )
    await pool().query('vacuum analyze engine.experiment_exposure')
    const values = [100_007, 'experiment', '', ['a'], 0, 100, null]
    const { rows: plan } = await pool().query<{ 'QUERY PLAN': string }>(`explain ${hasSamples.text}`, values)
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/(using|on) experiment_exposure_of_arm/)
  })
})

describe('a winner chosen by hand', () => {
  const choose = (id: number, arm: string | null) => chooseWinner(ctx, { journeyId: id, key: 'experiment', choice: { arm } })

  test('acts at once, is on record, and can be taken back', async () => {
    const { id } = await draw()
    const before = await epoch()
    expect((await choose(id, 'a')).winner).toMatchObject({ arm: 'a', by: 'hand', figures: { sample: 100 } })
    expect(await epoch()).toBe(before + 1)
    expect(await codeOf(choose(id, 'z'))).toBe('no_such_arm')
    expect(await codeOf(choose(id, 'holdout'))).toBe('no_such_arm')
    const { winner, verdict } = await choose(id, null)
    expect([winner, verdict.is]).toEqual([null, 'collecting'])
    expect(
      await rows(`select details from audit_log where workspace_id = $1 and action = 'journey.experiment' order by id`, [ctx.workspaceId]),
    ).toEqual([{ details: { node: 'experiment', arm: 'a' } }, { details: { node: 'experiment', arm: null } }])
  })

  test('of an experiment that the test had decided: taken back, the same figures do not decide again', async () => {
    const { id } = await draw()
    await took(id, 'a', [200, 1_000])
    await took(id, 'b', [250, 1_000])
    await decideExperiments(pool())
    await choose(id, 'a')
    expect(await winnerRow(id)).toMatchObject({ arm: 'a', by: 'hand' })
    expect((await choose(id, null)).verdict).toMatchObject({ is: 'taken_back' })
    expect(await decideExperiments(pool())).toBe(0)
  })

  test('over the API: read by viewers and keys, chosen by editors, not from another workspace', async () => {
    const { id } = await draw('; holdout 10')
    await took(id, 'a', [15, 100])
    await took(id, 'b', [25, 100])
    await took(id, 'holdout', [5, 50])
    const key = { key: (await makeKey(ctx.workspaceId, 'server')).key }
    const at = { params: { id: String(id) } }
    const listed = await call(GET, 'GET', key, at)
    expect(listed).toMatchObject({
      status: 200,
      body: {
        data: [
          {
            key: 'experiment',
            arms: [
              {
                arm: 'a',
                exposed: 100,
                converted: 15,
                rate: 0.15,
                pValue: expect.closeTo(0.0771, 4),
                interval: { low: expect.any(Number) },
              },
              { arm: 'b', rate: 0.25 },
            ],
            holdout: { exposed: 50, converted: 5, share: 0.1 },
            verdict: { is: 'due', sample: 100 },
          },
        ],
      },
    })
    const winner = { params: { id: String(id), key: 'experiment' } }
    const viewer = { cookie: (await signedIn(ctx.workspaceId, 'viewer')).cookie, slug }
    expect((await call(GET, 'GET', viewer, at)).status).toBe(200)
    expect((await call(POST, 'POST', viewer, { ...winner, body: { arm: 'a' } })).status).toBe(403)
    expect(await call(POST, 'POST', key, { ...winner, body: { by: 'test' } })).toMatchObject({ body: { verdict: { is: 'no_difference' } } })
    expect((await call(POST, 'POST', key, { ...winner, body: { by: 'test' } })).status).toBe(409)
    expect(await call(POST, 'POST', key, { ...winner, body: { arm: 'b' } })).toMatchObject({ status: 200, body: { winner: { arm: 'b' } } })
    expect((await call(POST, 'POST', key, { params: { id: String(id), key: 'none' }, body: { arm: 'b' } })).status).toBe(404)
    const stranger = { key: (await makeKey((await makeWorkspace()).id, 'server')).key }
    expect((await call(GET, 'GET', stranger, at)).status).toBe(404)
    expect((await call(POST, 'POST', stranger, { ...winner, body: { arm: 'a' } })).status).toBe(404)
  })
})
