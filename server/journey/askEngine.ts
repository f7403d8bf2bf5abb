import { NOTHING_KNOWN } from '#domain/engine/apply/work.ts'
import { type Explained, explain } from '#domain/engine/explain.ts'
import type { EventInHand } from '#domain/engine/types.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { Queryable } from '#server/db/pg.ts'
import { type EpochRow, epochSql, type LastEventRow, lastEventsSql } from '#server/sql/explain.ts'
import type { AliasSet } from '#server/sql/readAliases.ts'
import { type MembershipRow, members, memberships } from '#server/sql/tick/members.ts'
import { Catalogs } from '#server/tick/catalog.ts'
import { rowsOf, runner } from '#server/tick/connection.ts'
import { shareOf } from '#server/tick/gather.ts'
import { Questions } from '#server/tick/questions.ts'
import { bagSchema } from '#server/tick/rows.ts'

export type PastEvent = EventInHand & { acceptedAt: Date }
export type Asked = Explained & { now: Date; events: PastEvent[] }

const EVENTS = 20
const ROUNDS_MAX = 20
/** What people published, kept as a worker keeps it: read again when the epoch has risen. */
const catalogs = new Catalogs()

type About = { journeyId: number; workspaceId: number; member: { shard: number; id: number }; selves: AliasSet }

/**
 * Puts the triggers and re-entry rules of a live journey to a member's last events, with the engine's own functions and questions;
 * writes nothing. Null when nothing of the journey is live.
 */
export async function askEngine(db: Queryable, { journeyId, workspaceId, member, selves }: About): Promise<Asked | null> {
  const run = runner(db)
  const [{ epoch, now } = { epoch: 0, now: new Date() }] = await run<EpochRow>(epochSql)
  const catalog = await catalogs.at(epoch, run)
  const journey = catalog.journeys.get(journeyId)
  const [row] = await rowsOf(run, members, [[member.shard], [member.id]])
  if (!row || journey?.workspaceId !== workspaceId) return null
  const share = shareOf(member.shard, [], row, catalog)
  const found = await run<MembershipRow>(memberships, [[member.shard], [member.id]])
  const own = new Map(found.map(({ segmentId, isIn, since, changesAt }) => [segmentId, { isIn, since, changesAt }]))
  const events = await lastEvents(db, selves, namesOf(journey.plan))
  const about = { journey, member: share.facts, events, segments: catalog.segments(workspaceId), memberships: own }
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const answer = explain({ ...about, known: share.known ?? NOTHING_KNOWN, now: now.getTime() })
    if (!('unknown' in answer)) return { ...answer, now, events }
    const questions = new Questions()
    questions.add(share, answer.unknown)
    await questions.answer(run, { now: now.getTime(), catalog, catalogs })
  }
  throw new Error('A trigger asks for facts without end.')
}

type Plan = Parameters<typeof explain>[0]['journey']['plan']

function namesOf({ triggers, nodes }: Plan): string[] {
  const names = triggers.map((key) => {
    const node = nodes.get(key)
    const settings = bagSchema.safeParse(node?.settings).data
    return (node && settings && definitionOf(node.kind).trigger?.listensTo(settings)) ?? null
  })
  return names.filter((name) => name !== null)
}

async function lastEvents(db: Queryable, { shards, ids }: AliasSet, names: readonly string[]): Promise<PastEvent[]> {
  if (names.length === 0) return []
  const { rows } = await db.query<LastEventRow>({ ...lastEventsSql, values: [shards, ids, names, EVENTS] })
  return rows.map(({ at, properties, ...rest }) => ({ ...rest, at: at.getTime(), properties: bagSchema.parse(properties) }))
}
