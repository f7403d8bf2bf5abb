import { type InboxPayload, LIVE } from '#domain/engine/inbox.ts'
import type { Json } from '#domain/engine/types.ts'
import { entryEvents } from '#domain/event/system.ts'
import { type Initiate, type Initiated, readMembers, unstorable } from '#domain/journey/initiation.ts'
import { auditSql } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool, type Queryable, transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { settleAndMake } from '#server/ingest/identities.ts'
import { requestWalk, ring } from '#server/queue/ring.ts'
import { type InitiableRow, initiableSql } from '#server/sql/audienceRuns.ts'
import { insertInbox } from '#server/sql/insertInbox.ts'
import { readRun } from './listRuns.ts'
import { journeyNotFound } from './load.ts'
import { openRun, segmentNamed } from './openRun.ts'

type Members = { userId: string; context: { [name: string]: Json } }[]

/**
 * Lets members enter a journey that starts by the API. One or a batch: committed to the inbox, live, when this returns; a userId
 * nobody has makes a member, as an event would. A segment or all: a run, in the bulk lane. Whether each comes in is decided by
 * the journey's re-entry rules as the row is applied.
 */
export async function initiateJourney(ctx: Ctx, journeyId: number, input: Initiate): Promise<Initiated> {
  authorise(ctx, 'editor')
  const nodeKey = await triggerOf(ctx, journeyId)
  if ('members' in input) {
    const { members, errors } = readMembers(input.members)
    if (members.length > 0) await transaction((db) => letIn(db, ctx, { journeyId, nodeKey, members }))
    ring()
    return { accepted: members.length, errors, run: null }
  }
  const fault = unstorable(input)
  if (fault !== null) throw new AppError('invalid', 'context', `This cannot be kept. ${fault}`)
  if ('userId' in input) {
    await transaction((db) => letIn(db, ctx, { journeyId, nodeKey, members: [input] }))
    ring()
    return { accepted: 1, errors: [], run: null }
  }
  const segment = 'segment' in input ? input.segment : null
  const opened = await transaction(async (db) => {
    if (segment !== null && (await segmentNamed(db, ctx.workspaceId, segment)) === null)
      throw new AppError('unprocessable', 'no_such_segment', `There is no segment "${segment}" in this workspace.`)
    const { workspaceId } = ctx
    const run = await openRun(db, { workspaceId, journeyId, nodeKey, by: 'api', segment, context: input.context, occurrence: null })
    if (!run) throw new AppError('conflict', 'run_at_once', 'Another run of this journey began at this very instant. Send it again.')
    await auditSql(db, ctx, 'journey.initiate', `journey:${journeyId}`, { run: String(run.id), segment })
    return run
  })
  if (opened.walkId !== null) requestWalk(opened.walkId)
  return { accepted: 0, errors: [], run: await readRun(opened.id) }
}

/** The trigger at which the API lets members in. */
async function triggerOf(ctx: Ctx, journeyId: number): Promise<string> {
  const { rows } = await pool().query<InitiableRow>({ ...initiableSql, values: [ctx.workspaceId, journeyId] })
  const [journey] = rows
  if (!journey) throw journeyNotFound()
  if (journey.status !== 'ONGOING')
    throw new AppError('conflict', 'not_ongoing', `Members enter an ongoing journey only; this one is ${words[journey.status] ?? 'not'}.`)
  if (journey.nodeKey === null)
    throw new AppError('unprocessable', 'no_api_trigger', 'The live version does not start by the API. Add an API trigger and publish.')
  return journey.nodeKey
}

const words: Record<string, string> = { DRAFT: 'a draft: publish it first', PAUSED: 'paused: resume it first', ENDED: 'over' }

async function letIn(db: Queryable, ctx: Ctx, of: { journeyId: number; nodeKey: string; members: Members }): Promise<void> {
  const { workspaceId } = ctx
  const named = of.members.map(({ userId }) => ({ workspaceId, userId, anonymousId: null, isAlias: false }))
  const { targets } = await settleAndMake(db, named)
  const { rows } = await db.query<{ now: Date }>('select clock_timestamp() as now')
  const at = (rows[0]?.now ?? new Date()).toISOString()
  const entry = { journeyId: of.journeyId, by: 'api', nodeKey: of.nodeKey, name: entryEvents.api, at } as const
  const put = targets.map(({ shard, id }, i) => {
    const payload: InboxPayload<'entry'> = { ...entry, properties: of.members[i]?.context ?? {} }
    const row = { kind: 'entry', payload: JSON.stringify(payload), messageId: null, acceptedAt: null } as const
    return { ...row, workspaceId, shard, memberId: id, lane: LIVE } as const
  })
  await insertInbox(db, put)
}
