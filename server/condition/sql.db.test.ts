import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Condition, MessageLeaf } from '#domain/condition/document.ts'
import { evaluate } from '#domain/condition/evaluate.ts'
import { factsFrom, type PastEvent } from '#domain/condition/memory.ts'
import type { Facts, Json } from '#domain/engine/types.ts'
import { windowMs, zoneOf } from '#domain/time/zone.ts'
import { pool } from '#server/db/pg.ts'
import { membersWhere, previewMembers } from '#server/sql/previewMembers.ts'
import { bags, conditions, HOUR, NOW, zones } from '#tests/support/conditions.ts'
import { makeWorkspace } from '#tests/support/workspace.ts'
import { fittingTexts } from './patterns.ts'
import { memberSql } from './sql.ts'

const ZONE = 'Europe/Berlin'

// ── the members, in PostgreSQL and in memory ──────────────────────────────────────────────────────────────────────

type Message = { outcome: Record<string, number>; template: string; channel: string; journey: string }
type Known = { id: number; attributes: { [key: string]: Json }; timeZone: string; events: PastEvent[]; messages: Message[]; isIn: boolean }
const bag = (value: object): { [key: string]: Json } => JSON.parse(JSON.stringify(value))
const sample = <T>(of: fc.Arbitrary<T>, count: number, seed: number): T[] => fc.sample(of, { numRuns: count, seed })
let workspaceId = 0
let segmentId = 0
const known: Known[] = []
const MEMBERS = 150

beforeAll(async () => {
  workspaceId = (await makeWorkspace({ timeZone: ZONE })).id
  const { rows } = await pool().query<{ id: number }>(
    `insert into segment (workspace_id, key, name, condition) values ($1, 'in', 'In', '{"all":[]}'), ($1, 'nobody', 'Nobody', '{"any":[]}') returning id`,
    [workspaceId],
  )
  segmentId = rows[0]?.id ?? 0
  const attributes = sample(bags, MEMBERS, 1)
  const zone = sample(zones, MEMBERS, 2)
  for (let i = 0; i < MEMBERS; i++) await makeKnown(i, bag(attributes[i] ?? {}), zone[i] ?? null)
}, 60_000)

/** Every fifth member has another merged into it, whose history is its own. */
async function makeKnown(i: number, attributes: Known['attributes'], timeZone: string | null): Promise<void> {
  const id = 1_000 + i * 2
  const shard = i % 64
  const isIn = i % 3 === 0
  const insert =
    'insert into engine.member (shard, id, workspace_id, time_zone, attributes, merged_into_shard, merged_into_id) values ($1, $2, $3, $4, $5, $6, $7)'
  await pool().query(insert, [shard, id, workspaceId, timeZone, JSON.stringify(attributes), null, null])
  const hasAlias = i % 5 === 0
  if (hasAlias) await pool().query(insert, [(shard + 1) % 64, id + 1, workspaceId, 'UTC', '{}', shard, id])
  const places = hasAlias
    ? [
        [shard, id],
        [(shard + 1) % 64, id + 1],
      ]
    : [[shard, id]]
  const member: Known = { id, attributes, timeZone: zoneOf(timeZone ?? ZONE), events: [], messages: [], isIn }
  const happened = sample(fc.record({ name: fc.constantFrom('A', 'A', 'B'), hours: fc.nat(1_200), properties: bags }), i % 6, 100 + i)
  for (const [n, { name, hours, properties }] of happened.entries()) {
    const at = NOW - hours * HOUR
    const [s, m] = places[n % places.length] ?? []
    member.events.push({ name, at, properties: bag(properties) })
    await pool().query(
      `insert into engine.event (shard, member_id, id, workspace_id, kind, name, at, accepted_at, payload) values ($1, $2, $3, $4, 'track', $5, $6, $6, $7)`,
      [s, m, n, workspaceId, name, new Date(at), JSON.stringify({ properties })],
    )
  }
  const sent = sample(
    fc.record({
      hours: fc.nat(900),
      template: fc.constantFrom('hello', 'bye'),
      channel: fc.constantFrom('email', 'sms'),
      journey: fc.constantFrom('1', '2'),
      depth: fc.nat(5),
      status: fc.constantFrom('accepted', 'failed', 'suppressed', 'pending'),
    }),
    i % 4,
    300 + i,
  )
  for (const [n, { hours, template, channel, journey, depth, status }] of sent.entries()) {
    const at = NOW - hours * HOUR
    const [s, m] = places[n % places.length] ?? []
    const isOver = status !== 'pending'
    const step = (needed: number) => (status === 'accepted' && depth >= needed ? new Date(at) : null)
    const outcomes = { delivered: step(1), opened: step(2), clicked: step(3), bounced: step(4) }
    const named = { accepted: 'sent', failed: 'failed', suppressed: 'suppressed', pending: 'created' }[status]
    const reached = Object.entries(outcomes).flatMap(([name, when]) => (when ? [[name, at] as const] : []))
    member.messages.push({ outcome: Object.fromEntries([['created', at], [named, at], ...reached]), template, channel, journey })
    await pool().query(
      `insert into engine.message (shard, id, workspace_id, lane, member_id, journey_id, channel, status, content, created_at, due_at, finished_at, delivered_at, opened_at, clicked_at, bounced_at)
       values ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $13, $14)`,
      [
        s,
        id * 10 + n,
        workspaceId,
        m,
        Number(journey),
        channel,
        status,
        JSON.stringify({ template }),
        new Date(at),
        isOver ? new Date(at) : null,
        ...Object.values(outcomes),
      ],
    )
  }
  if (isIn || i % 3 === 1)
    await pool().query(
      'insert into engine.segment_member (shard, member_id, segment_id, workspace_id, is_in, since) values ($1, $2, $3, $4, $5, now())',
      [shard, id, segmentId, workspaceId, isIn],
    )
  known.push(member)
}

function factsOf(member: Known): Facts {
  const counted = ({ message, within: window }: MessageLeaf) => {
    if (message.node !== undefined) return 0
    const start = window ? NOW - windowMs(window) : Number.NEGATIVE_INFINITY
    return member.messages.filter(
      (one) =>
        (one.outcome[message.outcome] ?? Number.NEGATIVE_INFINITY) > start &&
        (message.template ?? one.template) === one.template &&
        (message.channel ?? one.channel) === one.channel &&
        (message.journey ?? one.journey) === one.journey,
    ).length
  }
  return { ...factsFrom(member.events, NOW, member.timeZone), messages: counted, inSegment: (key) => key === 'in' && member.isIn }
}

const inMemory = (condition: Condition): number[] =>
  known.flatMap((member) => {
    const result = evaluate(condition, { member, facts: factsOf(member), now: NOW, timeZone: member.timeZone })
    return result.known && result.value ? [member.id] : []
  })

async function sqlOf(condition: Condition) {
  const fitting = await fittingTexts(pool(), workspaceId, condition)
  const sql = memberSql(condition, {
    workspaceId,
    timeZone: ZONE,
    now: NOW,
    segments: new Map([['in', segmentId]]),
    fitting: (place) => fitting.get(place) ?? [],
  })
  return { sql, workspace: sql.parameters.add(workspaceId, 'int') }
}

async function inPostgres(condition: Condition): Promise<number[]> {
  const { sql, workspace } = await sqlOf(condition)
  const { rows } = await pool().query<{ id: number }>(membersWhere(sql, workspace), sql.parameters.values)
  return rows.map(({ id }) => id).sort((a, b) => a - b)
}

describe('a condition in SQL', () => {
  test('holds for exactly the members for whom it holds in memory', { timeout: 240_000 }, async () => {
    let mixed = 0
    await fc.assert(
      fc.asyncProperty(conditions, async (condition) => {
        const expected = inMemory(condition)
        expect(await inPostgres(condition)).toEqual(expected)
        if (expected.length > 0 && expected.length < MEMBERS) mixed++
      }),
      { numRuns: 400 },
    )
    // Agreeing about nobody and everybody would prove little.
    expect(mixed).toBeGreaterThan(40)
  })

  test('is one statement that looks nobody up on their own', async () => {
    const condition: Condition = {
      any: [
        { event: 'A', within: { days: 30 }, count: { operator: 'gte', value: 2 }, where: { property: 'a', operator: 'gt', value: 3 } },
        { none: [{ message: { outcome: 'opened', template: 'hello' }, within: { days: 7 } }, { segment: 'in' }] },
        { attribute: 'a', operator: 'equals', value: 'pro' },
      ],
    }
    const { sql, workspace } = await sqlOf(condition)
    const { rows } = await pool().query<{ 'QUERY PLAN': string }>(
      `explain (costs off) ${previewMembers(sql, workspace)}`,
      sql.parameters.values,
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).not.toContain('SubPlan')
  })
})
