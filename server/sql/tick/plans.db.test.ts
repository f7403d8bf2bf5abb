import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Sql } from '#server/db/pg.ts'
import { endingJourneys } from '#server/sql/endingJourneys.ts'
import { feedErrorAct, hasErrorActs } from '#server/sql/errorActs.ts'
import { feedDepths, feedJourney, feedOpen, feedParked, unfedJourneys } from '#server/sql/feed.ts'
import { countMove, feedMoveChunk, moveUnderWay } from '#server/sql/feedMove.ts'
import { liveSchedules } from '#server/sql/liveSchedules.ts'
import { beginMemberWalk, feedMembers, feedSegment, openMemberWalks } from '#server/sql/memberWalk.ts'
import { forgetSeen, nextDue } from '#server/sql/upkeep.ts'
import { Columns } from '#server/tick/columns.ts'
import { createTickPool } from '#server/tick/connection.ts'
import { writeAttributes } from './attributes.ts'
import { catalogJourneys, catalogSegments, catalogSubscribes, catalogVersions, catalogZones } from './catalog.ts'
import { counts, pastEvents } from './counts.ts'
import { forward } from './forward.ts'
import { memberAliases, members, memberships, membersWith } from './members.ts'
import {
  lockShards,
  makeAlias,
  mergeConsent,
  mergeExposures,
  mergeHead,
  mergeMember,
  mergePassages,
  mergeSegments,
  movePassages,
  removeMergeRows,
} from './merge.ts'
import { pastMessages, reaches } from './messages.ts'
import { outcomeMessages, writeOutcomes } from './outcomes.ts'
import { arrivals, awaitingPassages, journeyPassages, passages } from './passages.ts'
import { pastPassages } from './pastPassages.ts'
import { divert, release } from './poison.ts'
import { read, readEpoch } from './read.ts'
import { take } from './take.ts'
import { write } from './write.ts'
import { moreTables, writeMore } from './writeMore.ts'

const pool = createTickPool(1)
afterAll(() => pool.end())
const now = new Date()
const none: never[] = []

const statements: [Sql, unknown[]][] = [
  [take, [500, 0, null, [], [], []]],
  [read, [[1, 2], [0, 1], 500, 0, null]],
  [readEpoch, [null]],
  [memberAliases, [[1], [1]]],
  [members, [[1], [1]]],
  ...[1, 7].map((many): [Sql, unknown[]] => {
    const { sql, values } = membersWith(Array.from({ length: many }, (_, i) => `attribute ${i}`))
    return [sql, [[1], [1], ...values]]
  }),
  [memberships, [[1], [1]]],
  [passages, [[1], [1]]],
  [awaitingPassages, [[1], [1]]],
  [journeyPassages, [[1], [1], [1]]],
  [arrivals, [[1], [1]]],
  [pastPassages, [[0], [1], [1], [1], ['once']]],
  [counts, [[0], [1], [1], ['Buy'], [null]]],
  [pastEvents, [[0], [1], [1], ['Buy'], [now]]],
  [pastMessages, [[0], [1], [1], ['opened'], [null], [1], ['mail'], [null], [null], [null]]],
  [reaches, [[0], [1], [1], ['email'], ['jane@example.com']]],
  [write, [now, 1, ...new Columns().parameters()]],
  [writeMore, moreTables.map(() => '[]')],
  [writeAttributes, [now, none, none, none, none, none, none, none, none, none, none]],
  [outcomeMessages, [[1], [1]]],
  [writeOutcomes, Array.from({ length: 14 }, () => none)],
  [forward, [['(0,1)'], [1], [1]]],
  [divert, [['(0,1)'], ['(0,1)'], ['why'], [1], [1]]],
  [release, [[1], [1]]],
  [lockShards, [[1, 2]]],
  [mergeMember, [1, 1]],
  [mergeHead, [1, 0, 1, 1, null]],
  [mergePassages, [1, 1, 2, 2]],
  [movePassages, [1, 2, 2, [1], ['once'], now]],
  [makeAlias, [1, 1, 2, 2, now]],
  [mergeConsent, [1, 1, 2, 2, now]],
  [mergeSegments, [1, 1, 2, 2, 1, now]],
  [mergeExposures, [1, 1, 2, 2]],
  [removeMergeRows, [[1], 1, '{}', [1]]],
  [catalogJourneys, []],
  [catalogZones, []],
  [catalogSegments, []],
  [catalogSubscribes, []],
  [catalogVersions, [[1]]],
  [feedJourney, [1]],
  [feedDepths, [10]],
  [feedParked, [1, 1, 0, 10]],
  [feedOpen, [1, 1, 0, 10]],
  [moveUnderWay, [1]],
  [countMove, [1]],
  [feedMoveChunk, [1, 1, 10]],
  [feedErrorAct, [10]],
  [beginMemberWalk, [1]],
  [feedMembers, [1, 10]],
  [feedSegment, [1, 10]],
  [unfedJourneys, []],
  [openMemberWalks, []],
  [hasErrorActs, []],
  [endingJourneys, []],
  [liveSchedules, []],
  [nextDue, []],
  [forgetSeen, []],
]

test.each(statements.map(([sql, values]) => [sql.name, sql.text, values] as const))('%s looks up by index', async (_name, text, values) => {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${text}`, [...values])
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  // The catalog is one row, and journeys are as many as people drew; everything else has an index for it.
  expect(plan.match(/Seq Scan on (?!catalog\b|journey\b)\S+/g) ?? []).toEqual([])
})

test('the timers of a shard are read by its key, however many others are due at the same instant', async () => {
  const db = await pool.connect()
  try {
    await db.query('begin')
    await db.query(`insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id)
      select i % 64, 0, 1, now(), i, i from generate_series(1, 50000) i`)
    await db.query('analyze engine.timer')
    // The index on the instant alone now seems the better way: its rows lie side by side.
    await db.query('set local random_page_cost = 1000')
    await db.query(`prepare read_as_ticks_do(smallint[], smallint[], int, int, timestamptz) as ${read.text}`)
    const { rows } = await db.query<{ 'QUERY PLAN': string }>(`explain (costs off) execute read_as_ticks_do('{1}', '{0}', 500, 0, null)`)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('timer_pkey')
    expect(plan).not.toContain('timer_next')
  } finally {
    await db.query('rollback')
    db.release(true)
  }
})

const statementSchema = z.object({ name: z.string(), text: z.string() })

test('every statement of a tick is among these', async () => {
  const known = new Set(statements.map(([{ name }]) => name))
  for (const file of await readdir(import.meta.dirname)) {
    if (file.includes('.test.')) continue
    const exported: Record<string, unknown> = await import(pathToFileURL(path.join(import.meta.dirname, file)).href)
    for (const one of Object.values(exported)) {
      const { data } = statementSchema.safeParse(one)
      if (data) expect(known, file).toContain(data.name)
    }
  }
})

/** What every step of a passage, every look at a member and every try of a message writes. */
const changed: [string, string[]][] = [
  [
    'engine.progress',
    ['node_key', 'visits', 'row_version', 'due_at', 'rest', 'failed_at', 'variables', 'converted_at', 'reason', 'version_id', 'updated_at'],
  ],
  ['engine.member', ['attributes', 'updated_at', 'wake_at', 'assessed_at', 'held_at', 'time_zone']],
  ['engine.message', ['lease_token', 'leased_until', 'attempts', 'attempted_at', 'delivered_at', 'opened_at', 'clicked_at', 'bounced_at']],
  ['engine.segment_member', ['since', 'changes_at']],
]

/** The columns of each index, and those that its expressions and its condition look at. */
const indexed = async (table: string) =>
  (
    await pool.query<{ index: string; column: string }>(
      `select i.indexrelid::regclass::text as index, a.attname as column from pg_index i
         join pg_attribute a on a.attrelid = i.indrelid and (a.attnum = any(i.indkey::int2[]) or exists (select from pg_depend d
           where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid and d.refobjid = i.indrelid and d.refobjsubid = a.attnum))
       where i.indrelid = $1::regclass and a.attnum > 0 order by 1`,
      [table],
    )
  ).rows

test.each(changed)('%s has no index on what a step changes, so that its updates stay within their page', async (table, columns) => {
  const found = (await indexed(table)).map(({ column }) => column)
  expect(found.length).toBeGreaterThan(0)
  expect(columns.filter((column) => found.includes(column))).toEqual([])
})

test('two indexes alone look at how a passage stands, which changes when it ends', async () => {
  const found = await indexed('engine.progress')
  expect(found.filter(({ column }) => column === 'status').map(({ index }) => index)).toEqual([
    'engine.progress_in_error',
    'engine.progress_open',
  ])
})
