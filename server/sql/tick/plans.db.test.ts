import { afterAll, expect, test } from 'vitest'
import type { Sql } from '#server/db/pg.ts'
import { feedDepths, feedOpen, feedParked } from '#server/sql/feed.ts'
import { feedMembers, feedSegment } from '#server/sql/memberWalk.ts'
import { forgetSeen, nextDue } from '#server/sql/upkeep.ts'
import { Columns } from '#server/tick/columns.ts'
import { createTickPool } from '#server/tick/connection.ts'
import { writeAttributes } from './attributes.ts'
import { catalogVersions } from './catalog.ts'
import { counts, pastEvents } from './counts.ts'
import { forward } from './forward.ts'
import { members } from './members.ts'
import { makeAlias, mergeConsent, mergeHead, mergeMember, mergePassages, movePassages, removeMergeRows } from './merge.ts'
import { outcomeMessages, writeOutcomes } from './outcomes.ts'
import { passages } from './passages.ts'
import { pastPassages } from './pastPassages.ts'
import { divert, release } from './poison.ts'
import { read } from './read.ts'
import { take } from './take.ts'
import { write } from './write.ts'

const pool = createTickPool(1)
afterAll(() => pool.end())
const now = new Date()
const none: never[] = []

const statements: [Sql, unknown[]][] = [
  [take, [500, 0, null]],
  [read, [[1, 2], [0, 1], 500, 0, null]],
  [members, [[1], [1], [false], ['plan']]],
  [passages, [[1], [1]]],
  [pastPassages, [[0], [1], [1], [1], ['once']]],
  [counts, [[0], [1], [1], ['Buy'], [null]]],
  [pastEvents, [[0], [1], [1], ['Buy'], [now]]],
  [write, [now, 1, ...new Columns().literals()]],
  [writeAttributes, [now, none, none, none, none, none, none, none, none, none, none]],
  [outcomeMessages, [[1], [1]]],
  [writeOutcomes, Array.from({ length: 14 }, () => none)],
  [forward, [['(0,1)'], [1], [1]]],
  [divert, [['(0,1)'], ['(0,1)'], ['why'], [1], [1]]],
  [release, [[1], [1]]],
  [mergeMember, [1, 1]],
  [mergeHead, [1, 0, 1, 1, null]],
  [mergePassages, [1, 1, 2, 2]],
  [movePassages, [1, 2, 2, [1], ['once'], now]],
  [makeAlias, [1, 1, 2, 2, now]],
  [mergeConsent, [1, 1, 2, 2, now]],
  [removeMergeRows, [[1], 1, '{}', [1]]],
  [catalogVersions, [[1]]],
  [feedDepths, [10]],
  [feedParked, [1, 1, 0, 10]],
  [feedOpen, [1, 1, 0, 10]],
  [feedMembers, [1, 10]],
  [feedSegment, [1, 10]],
  [nextDue, []],
  [forgetSeen, []],
]

test.each(statements.map(([sql, values]) => [sql.name, sql.text, values] as const))('%s looks up by index', async (_name, text, values) => {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${text}`, [...values])
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  // The catalog is one row; everything else has an index for it.
  expect(plan.match(/Seq Scan on (?!catalog)\S+/g) ?? []).toEqual([])
})
