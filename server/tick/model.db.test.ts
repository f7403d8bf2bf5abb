import fc from 'fast-check'
import { expect, test } from 'vitest'
import { storedVisitsSchema } from '#domain/engine/walk.ts'
import { type JourneyDocument, journeyDocumentSchema } from '#domain/journey/document.ts'
import { pool } from '#server/db/pg.ts'
import { checkMembers } from '#server/doctor/members.ts'
import { feed } from '#server/progress/feed.ts'
import { raiseEpoch } from '#server/sql/raiseEpoch.ts'
import { makeTicker, type Place, publish, put, rows, setStatus, settle } from '#tests/support/engine.ts'
import { type Drawn, type Mode, Model, type Op, type Step } from '#tests/support/model.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

// RUNS=500 for a long night; SEED=7 for one seed again. fast-check prints the seed of what fails.
const numRuns = Number(process.env.RUNS ?? 12)
const seed = process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }

const MEMBERS = 2
const MINUTE = 60_000
const START = Date.UTC(2026, 0, 5, 12)
const clock = { now: new Date(START) }
let isCrashing = false
const onDecided = async () => {
  if (isCrashing) throw new Error('the worker dies')
}
const tickers = [makeTicker({ clock, onDecided }), makeTicker({ clock, onDecided })] as const

/** Only what rests may lead back: a cycle without a wait is refused at publishing. */
const stepAt = (index: number, size: number): fc.Arbitrary<Step> => {
  const anywhere = fc.option(fc.nat(size - 1), { freq: 6 })
  const ahead = index + 1 < size ? fc.option(fc.integer({ min: index + 1, max: size - 1 }), { freq: 6 }) : fc.constant(null)
  const minutes = fc.integer({ min: 1, max: 60 })
  const plan = fc.constantFrom('free', 'pro')
  return fc.oneof(
    { weight: 2, arbitrary: fc.record({ does: fc.constant('delay' as const), minutes, next: anywhere }) },
    {
      weight: 4,
      arbitrary: fc.record({
        does: fc.constant('wait_for' as const),
        ...{ event: fc.constantFrom('Go', 'Ping', 'Ping'), minutes, happened: anywhere, timeout: anywhere },
      }),
    },
    fc.record({ does: fc.constant('condition' as const), plan, yes: ahead, no: ahead }),
    fc.record({ does: fc.constant('experiment' as const), arm: fc.constantFrom('a' as const, 'b' as const), a: ahead, b: ahead }),
    fc.record({ does: fc.constant('set' as const), plan, next: ahead }),
    fc.record({ does: fc.constant('exit' as const), reason: fc.constantFrom('one', 'two') }),
  )
}
const drawn: fc.Arbitrary<Drawn> = fc
  .integer({ min: 1, max: 6 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => stepAt(index, size))))

const member = fc.nat(MEMBERS - 1)
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('event' as const), member, name: fc.constantFrom('Go', 'Ping', 'Ping') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('plan' as const), member, plan: fc.constantFrom('free', 'pro') }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('clock' as const), minutes: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 3, arbitrary: fc.constant<Op>({ do: 'pause' }) },
  { weight: 3, arbitrary: fc.constant<Op>({ do: 'resume' }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('publish' as const), drawn }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('decide' as const), step: fc.nat(5), arm: fc.constantFrom('a' as const, 'b' as const, null) }),
  },
  { weight: 2, arbitrary: fc.constant<Op>({ do: 'crash' }) },
)
const modes = fc.constantFrom<Mode>('once', 'once_at_a_time', 'every_time')

function documentOf(steps: Drawn, mode: Mode): JourneyDocument {
  const nodes = steps.map((step, index) => ({ key: `n${index}`, ...nodeOf(step) }))
  const paths = steps.flatMap((step, index) =>
    outletsOf(step).flatMap(([outlet, target]) => (target === null ? [] : [{ source: `n${index}`, outlet, target: `n${target}` }])),
  )
  return journeyDocumentSchema.parse({
    name: 'Drawn by dice',
    settings: { reentry: { mode } },
    nodes: [{ key: 'go', kind: 'trigger.event', settings: { event: 'Go' } }, ...nodes],
    paths: [{ source: 'go', outlet: 'next', target: 'n0' }, ...paths],
  })
}

function nodeOf(step: Step): { kind: string; settings: object } {
  switch (step.does) {
    case 'delay':
      return { kind: 'rule.delay', settings: { duration: { minutes: step.minutes } } }
    case 'wait_for':
      return {
        kind: 'rule.wait_for',
        settings: { events: [{ event: step.event, outlet: 'happened' }], timeout: { minutes: step.minutes } },
      }
    case 'condition':
      return { kind: 'rule.condition', settings: { condition: { attribute: 'plan', operator: 'equals', value: step.plan } } }
    case 'experiment': {
      const arms = (['a', 'b'] as const).map((outlet) => ({ outlet, weight: outlet === step.arm ? 1 : 0 }))
      return { kind: 'rule.experiment', settings: { arms, goal: 'journey' } }
    }
    case 'set':
      return { kind: 'action.attribute', settings: { set: { plan: step.plan } } }
    case 'exit':
      return { kind: 'action.exit', settings: { reason: step.reason } }
  }
}

function outletsOf(step: Step): [string, number | null][] {
  if (step.does === 'delay' || step.does === 'set') return [['next', step.next]]
  if (step.does === 'wait_for') return [['happened', step.happened], ['timeout', step.timeout]] // biome-ignore format: a pair a line says no more
  if (step.does === 'experiment') return [['a', step.a], ['b', step.b]] // biome-ignore format: as above
  return step.does === 'condition' ? [['yes', step.yes], ['no', step.no]] : [] // biome-ignore format: as above
}

type Stage = { workspace: number; journey: number; members: Place[]; mode: Mode; sent: number; isPaused: boolean }

/** Lets everything come to rest, with two tickers at once; before that a tick may die where it has decided and not written. */
async function rest(isCrashed: boolean): Promise<void> {
  if (isCrashed) {
    isCrashing = true
    await tickers[0].tick().catch((error: Error) => expect(error.message).toBe('the worker dies'))
    isCrashing = false
  }
  await settle(...tickers)
}

async function carryOut(stage: Stage, one: Op): Promise<void> {
  const at = new Date(clock.now.getTime() + stage.sent++ / 1_000)
  const whose = 'member' in one ? stage.members[one.member] : undefined
  if (one.do === 'event' && whose)
    await put(stage.workspace, whose, 'event', { kind: 'track', name: one.name, at: clock.now.toISOString(), properties: {} }, 0, at)
  if (one.do === 'plan' && whose) await put(stage.workspace, whose, 'change', { set: { plan: one.plan } }, 0, at)
  if (one.do === 'event' || one.do === 'plan') return
  await rest(one.do === 'crash')
  if (one.do === 'clock') clock.now = new Date(clock.now.getTime() + one.minutes * MINUTE)
  if (one.do === 'pause') await setStatus(stage.journey, 'PAUSED')
  if (one.do === 'resume') {
    await setStatus(stage.journey, 'ONGOING')
    await feed(pool(), stage.journey, { onFed: () => undefined })
  }
  if (one.do === 'publish') await republish(stage, one.drawn)
  if (one.do === 'decide') await decide(stage, `n${one.step}`, one.arm)
  await rest(false)
}

async function republish({ workspace, journey, mode }: Stage, steps: Drawn): Promise<void> {
  await pool().query(
    `with made as (insert into journey_version (workspace_id, journey_id, number, document, subscribes)
       select $1, $2, max(number) + 1, $3, true from journey_version where journey_id = $2 returning id)
     update journey set live_version_id = (select id from made) where id = $2`,
    [workspace, journey, JSON.stringify(documentOf(steps, mode))],
  )
  await raiseEpoch(pool(), journey)
}

async function decide({ workspace, journey }: Stage, key: string, arm: string | null): Promise<void> {
  await pool().query(
    `insert into engine.experiment_winner (journey_id, node_key, workspace_id, arm, saw) values ($1, $2, $3, $4, '{}')
     on conflict (journey_id, node_key) do update set arm = excluded.arm`,
    [journey, key, workspace, arm],
  )
  await raiseEpoch(pool(), journey)
}

/** Every passage as the model tells it, from the walks. */
async function passagesOf({ journey, members }: Stage): Promise<string[][]> {
  const found = await rows<{ member: number; node: string | null; reason: string | null; visits: unknown }>(
    `select p.member_id as member, p.node_key as node, p.reason,
       (select jsonb_agg(line order by w.first_visit, w.at, n) from engine.walk w, json_array_elements(w.visits) with ordinality l(line, n)
        where w.shard = p.shard and w.progress_id = p.id) as visits
     from engine.progress p where p.journey_id = $1 order by p.entered_at, p.entry ->> 'at', (p.entry ->> 'id')::bigint`,
    [journey],
  )
  return members.map(({ id }) =>
    found
      .filter((passage) => passage.member === id)
      .map(({ node, reason, visits }) => {
        const path: string[] = []
        for (const line of storedVisitsSchema.parse(visits)) path[line.number - 1] = line.outlet ? `${line.node}:${line.outlet}` : line.node
        return `${path.join(' ')} | ${node === null ? reason : 'open'}`
      }),
  )
}

test('whatever is drawn and whatever happens, passages go as a naive model says, and nobody is stuck', {
  timeout: 60_000 + numRuns * 20_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(modes, drawn, fc.array(op, { minLength: 1, maxLength: 60, size: 'max' }), async (mode, first, ops) => {
      clock.now = new Date(START)
      const { id: workspace } = await makeWorkspace()
      const { id: journey } = await publish(workspace, documentOf(first, mode))
      const names = Array.from({ length: MEMBERS }, (_, index) => `m${index}`)
      const members = await Promise.all(names.map((name) => makeMember(workspace, name, { plan: 'free' })))
      const stage: Stage = { workspace, journey, members, mode, sent: 0, isPaused: false }
      const model = new Model(MEMBERS, mode, first)
      for (const one of ops) {
        await carryOut(stage, one)
        model.apply(one)
      }
      await rest(false)
      expect(await passagesOf(stage)).toEqual(model.passages())
      expect((await checkMembers()).filter(({ isWell }) => !isWell)).toEqual([])
    }),
    { numRuns, ...seed },
  )
})
