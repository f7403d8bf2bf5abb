import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Condition } from '#domain/condition/document.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { journeyReport } from '#server/report/journeyReport.ts'
import { journey } from '#tests/support/drawing.ts'
import { makeTicker, publish } from '#tests/support/engine.ts'
import { type Coming, live, livedPaths, simulatedPaths } from '#tests/support/live.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { simulateJourney } from './simulate.ts'

const FROM = Date.UTC(2026, 0, 10)
const HOUR = 3_600_000
const TO = FROM + 20 * 24 * HOUR

const clock = { now: new Date(FROM) }
const ticker = makeTicker({ clock })

/** A step of a drawing: `n` chooses among its forms, `rest` draws what follows, once for each way out. */
type Draws = (n: number, rest: () => string) => string
const hours = (n: number) => 6 * (1 + (n % 9))

/** Every kind of step, the usual ones more often. What asks for messages does so an hour later: it is not sent in the same instant. */
const steps: Draws[] = [
  (n, rest) => `email mail${n % 3} → ${rest()}`,
  (n, rest) => `delay ${hours(n)}h → ${rest()}`,
  (n, rest) => `delay ${hours(n)}h → ${rest()}`,
  (_, rest) => `condition(plan equals pro: yes→${rest()}, no→${rest()})`,
  (n, rest) => `condition(Buy x${1 + (n % 3)}: yes→${rest()}, no→${rest()})`,
  (n, rest) => `waitFor(Buy or Stop within ${hours(n)}h: happened→${rest()}, happened2→${rest()}, timeout→${rest()})`,
  (n, rest) => `waitFor(Buy or Stop within ${hours(n)}h: happened→${rest()}, happened2→${rest()}, timeout→${rest()})`,
  (n, rest) => `waitTrue(plan equals pro within ${hours(n)}h: yes→${rest()}, timeout→${rest()})`,
  (n) => `exit early${n % 3}`,
  (_, rest) => `until(1-5 09.00-17.00) → ${rest()}`,
  (n, rest) => `until(renewal ${1 + (n % 4)}d before at 09.00 or past: next→${rest()}, none→${rest()}, past→${rest()})`,
  (n, rest) => `experiment(a 50 b 50; holdout 20: a→${rest()}, b→${rest()}, holdout→exit held${n % 3})`,
  (_, rest) => `split(a 1 b 2: a→${rest()}, b→${rest()})`,
  (_, rest) => `split(a 1 b 1 fresh: a→${rest()}, b→${rest()})`,
  (n, rest) => `branch(plan equals pro | Buy x${1 + (n % 2)}: a→${rest()}, b→${rest()}, else→${rest()})`,
  (n, rest) => `set plan=${n % 2 ? 'pro' : 'free'} → ${rest()}`,
  (_, rest) => `tag +seen → ${rest()}`,
  (_, rest) => `goal(Buy: reached→${rest()}, missed→${rest()})`,
  (n, rest) => `goal(if plan equals pro waiting ${hours(n)}h: reached→${rest()}, timeout→${rest()})`,
  (_, rest) => `reach(email: email→${rest()}, none→${rest()})`,
  (n, rest) => `frequency(${1 + (n % 2)} in 2d: below→${rest()}, reached→${rest()})`,
  (_, rest) => `call(POST https://example.com/hook; awaits: next→${rest()}, error→${rest()})`,
  (_, rest) => `emit Noted; price=5 → ${rest()}`, // nothing counts it: what the live journey sent is part of the stored history
]

/** A journey from a list of choices: the same list, the same drawing. Without choices left it ends. */
function draw(choices: number[], depth = 0): string {
  const choice = choices.shift()
  if (choice === undefined || depth > 5) return `exit done${depth}`
  if (choice === BECAME) {
    const key = `asked${choices.length}at${depth}`
    return `${key}=email mail → delay 1h → became(${key} sent: yes→${draw(choices, depth + 1)}, no→${draw(choices, depth + 1)})`
  }
  const step = steps[choice % steps.length]
  return step ? step(Math.floor(choice / steps.length), () => draw(choices, depth + 1)) : ''
}
/** Asks what became of a message, which has to have a name of its own. */
const BECAME = steps.length * 12
const choices = fc.array(fc.nat(BECAME), { minLength: 2, maxLength: 14 })

const settings = fc
  .record({
    reentry: fc.constantFrom<object>(
      { mode: 'once' },
      { mode: 'once_at_a_time' },
      { mode: 'after', duration: { days: 2 } },
      { mode: 'every_time' },
      { mode: 'every_time', keyedBy: 'order' },
    ),
    repeatTimes: fc.constantFrom(null, null, 2),
    exits: fc.constantFrom<object[]>(
      [],
      [],
      [{ event: 'Stop', reason: 'stopped' }],
      [{ condition: { attribute: 'plan', operator: 'equals', value: 'gone' } }],
      [{ condition: { segment: 'keen' } }],
    ),
    goal: fc.constantFrom<object | null>(
      null,
      null,
      { event: 'Buy', revenueProperty: 'price' },
      { event: 'Buy', ends: false, attribution: { days: 1 } },
    ),
    maximumStay: fc.constantFrom<object | null>(null, null, { days: 3 }),
  })
  .map((given) => journeySettingsSchema.parse(given))
const happening = fc.record({
  member: fc.nat(2),
  hours: fc.integer({ min: 0, max: 60 }).map((n) => n * 6),
  name: fc.constantFrom('Go', 'Go', 'Buy', 'Stop'),
  properties: fc.record({ price: fc.constantFrom(5, 12.5, 30), order: fc.constantFrom('a', 'b') }),
  traits: fc.option(fc.record({ plan: fc.constantFrom('free', 'pro', 'gone', null) }), { freq: 4 }),
})

const keen: Condition = { event: 'Buy', within: { days: 2 }, count: { operator: 'gte', value: 2 } }

async function makeStage(document: JourneyDocument) {
  const { id: workspaceId } = await makeWorkspace()
  await pool().query(`insert into segment (workspace_id, key, name, condition) values ($1, 'keen', 'Keen', $2)`, [
    workspaceId,
    JSON.stringify(keen),
  ])
  const members = [
    await makeMember(workspaceId, 'ann', { renewal: '2026-01-16' }),
    await makeMember(workspaceId, 'ben', { plan: 'pro', email: 'ben@example.com' }),
    await makeMember(workspaceId, 'cleo', { email: 'cleo@example.com', renewal: '2026-01-13', timezone: 'America/New_York' }),
  ]
  const { id } = await publish(workspaceId, document)
  const ctx: Ctx = { workspaceId, role: 'viewer', actor: { kind: 'system' }, requestId: 'test' }
  return { ctx, id, members }
}

test('a backtest tells what the real tick did with the same rows, passage by passage and count by count', {
  timeout: 300_000,
}, async () => {
  const cases = fc.record({
    choices,
    settings,
    happenings: fc.array(happening, { minLength: 3, maxLength: 24 }),
  })
  await fc.assert(
    fc.asyncProperty(cases, async ({ choices: chosen, settings: given, happenings }) => {
      const document = journey(`trigger(Go) → ${draw([...chosen])}`, { settings: given })
      const { ctx, id, members } = await makeStage(document)
      const coming = happenings.flatMap(({ member, hours, name, properties, traits }): Coming[] => {
        const of = members[member]
        return of ? [{ member: of, at: FROM + hours * HOUR, name, properties, ...(traits && { traits }) }] : []
      })
      await live(ctx.workspaceId, ticker, clock, coming, TO)
      const window = { from: new Date(FROM).toISOString(), to: new Date(TO).toISOString() }
      const simulated = await simulateJourney(ctx, { journeyId: id, request: { version: 1, backtest: window, paths: true } })
      expect(simulatedPaths(simulated)).toEqual(await livedPaths(id))
      const report = await journeyReport(ctx, { journeyId: id, ...window })
      expect(simulated.journey).toMatchObject(withoutOrder(simulated.journey, report.journey))
      for (const [key, { entered, waiting, left, stopped, messages }] of Object.entries(report.nodes)) {
        expect(simulated.nodes[key]).toMatchObject({ entered, waiting, left, ...(stopped && { stopped }) })
        expect(simulated.nodes[key]?.messages?.created).toBe(messages?.created)
      }
      expect(simulated.series.map(({ at, triggered, ended, messages }) => ({ at, triggered, ended, messages }))).toEqual(report.series)
    }),
    { numRuns: 25, seed: 20_261_125, endOnFailure: true },
  )
})

/** Outcomes with the same count may come in another order. */
function withoutOrder<Of extends { outcomes: object[] }>(simulated: { outcomes: object[] }, lived: Of) {
  const sorted = (outcomes: object[]) => outcomes.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort()
  expect(sorted(simulated.outcomes)).toEqual(sorted(lived.outcomes))
  const { outcomes: _, ...rest } = lived
  return rest
}
