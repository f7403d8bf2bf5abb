import { z } from 'zod'
import { hotId } from '#domain/api/common.ts'
import type { TriggerExplained } from '#domain/engine/explain.ts'
import type { EventInHand } from '#domain/engine/types.ts'
import { type Explanation, explanationSchema, type fates } from '#domain/journey/explanation.ts'
import { memberByValues } from '#domain/member/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { type Queryable, snapshot } from '#server/db/pg.ts'
import { loadMember } from '#server/member/loadMember.ts'
import { summaryOf } from '#server/member/passageResource.ts'
import { traceRow } from '#server/member/trace.ts'
import { refuseUnknown } from '#server/progress/known.ts'
import { type LastRefusalRow, lastRefusalsSql } from '#server/sql/explain.ts'
import { type AliasSet, readAliases } from '#server/sql/readAliases.ts'
import { readPassagesThrough } from '#server/sql/readPassages.ts'
import { readVersions } from '#server/sql/readVersions.ts'
import { bagSchema, readEntry } from '#server/tick/rows.ts'
import { askEngine, type PastEvent } from './askEngine.ts'
import { explainMessages } from './explainMessages.ts'

const PASSAGES = 10
const REFUSALS = 50

export const explainQuerySchema = z.object({ userId: z.string().min(1).max(500), by: z.enum(memberByValues).default('userId') })

/**
 * Why a member entered a journey or not, where they are, what every visit saw and why each message was sent, held or dropped:
 * from what was kept, and from asking the triggers and the re-entry rules anew about the member's last events.
 */
export async function explainJourney(ctx: Ctx, journeyId: number, input: z.input<typeof explainQuerySchema>): Promise<Explanation> {
  authorise(ctx, 'viewer')
  const { userId: ref, by } = explainQuerySchema.parse(input)
  const { name, status, liveVersionId, liveVersion, publishedAt } = await refuseUnknown(ctx, journeyId)
  return snapshot(async (db) => {
    const member = await loadMember(ctx.workspaceId, { ref, by }, db)
    const selves = await readAliases(db, member)
    const asked = await askEngine(db, { journeyId, workspaceId: ctx.workspaceId, member, selves })
    const rows = await readPassagesThrough(db, selves, journeyId, PASSAGES)
    const passages = []
    for (const row of rows) passages.push(await traceRow(db, ctx.workspaceId, selves, row))
    const refusals = await refusalsOf(db, selves, journeyId)
    const version = liveVersionId === null ? undefined : (await readVersions(db, ctx.workspaceId, [liveVersionId])).get(liveVersionId)
    const came = new Map(rows.map((row) => [readEntry(row.entry).id, hotId(row.shard, row.id)]))
    const fateOf = fateBy({ came, refusals, publishedAt, events: asked?.events ?? [] })
    return explanationSchema.parse({
      at: (asked?.now ?? new Date()).toISOString(),
      member: { id: hotId(member.shard, member.id), userId: member.userId },
      journey: { id: String(journeyId), name, status, version: liveVersion?.number ?? null },
      triggers: (asked?.triggers ?? []).map(({ nodeKey, listensTo, events }) => {
        const node = version?.document.nodes.find(({ key }) => key === nodeKey)
        return { nodeKey, name: node?.name ?? '', summary: node ? summaryOf(node) : null, listensTo, events: events.map(fateOf) }
      }),
      eligibility: asked?.eligibility ?? null,
      refusals: refusals.map(({ event, at, ...rest }) => ({ ...rest, at: at.toISOString(), event: eventResource(event) })),
      passages,
      messages: await explainMessages(db, selves, rows),
    })
  })
}

type Refused = { at: Date; nodeKey: string; because: string; event: EventInHand; saw: unknown }

async function refusalsOf(db: Queryable, { shards, ids }: AliasSet, journeyId: number): Promise<Refused[]> {
  const { rows } = await db.query<LastRefusalRow>({ ...lastRefusalsSql, values: [shards, ids, journeyId, REFUSALS] })
  return rows.map(({ event, saw, ...rest }) => ({ ...rest, event: readEntry(event), saw: saw ?? [] }))
}

type Known = { came: ReadonlyMap<number, string>; refusals: readonly Refused[]; publishedAt: Date | null; events: readonly PastEvent[] }

/** What came of an event: from the passage it began or its refusal, else from what the trigger says of it now. */
function fateBy({ came, refusals, publishedAt, events }: Known) {
  return ({ event, matches, saw }: TriggerExplained['events'][number]) => {
    const progressId = came.get(event.id) ?? null
    const refusal = refusals.find((one) => one.event.id === event.id)
    const acceptedAt = events.find(({ id }) => id === event.id)?.acceptedAt
    const isEarly = publishedAt !== null && acceptedAt !== undefined && acceptedAt < publishedAt
    const otherwise = !matches ? 'unmatched' : isEarly ? 'before_publish' : 'not_then'
    const fate: (typeof fates)[number] = progressId !== null ? 'entered' : refusal ? 'refused' : otherwise
    return {
      ...{ event: eventResource(event), fate, because: fate === 'refused' ? (refusal?.because ?? null) : null, progressId },
      saw: fate === 'refused' ? refusal?.saw : saw,
    }
  }
}

const eventResource = ({ id, name, at, properties }: EventInHand) => ({
  ...{ id: String(id), name, at: new Date(at).toISOString() },
  properties: bagSchema.parse(properties),
})
