import { z } from 'zod'
import { hotIdSchema, listQuerySchema } from '#domain/api/common.ts'
import type { InboxPayload } from '#domain/engine/inbox.ts'
import { type actOnErrorsSchema, type ErrorAct, errorActSchema } from '#domain/journey/errors.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { auditSql } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool, transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { requestErrorActs, ring } from '#server/queue/ring.ts'
import { actOnErrors as actOnChosen, type ErrorActRow, listErrorActs, openErrorAct } from '#server/sql/errorActs.ts'
import { refuseUnknown } from './known.ts'

type Input = z.output<typeof actOnErrorsSchema>
type Command = InboxPayload<'command'>
/** What every passage gets, but for its id. */
type Unaddressed = Omit<Extract<Command, { do: 'retry' }>, 'progressId'> | Omit<Extract<Command, { do: 'exit' }>, 'progressId'>

/**
 * Retries, skips, exits or moves passages in ERROR: those chosen, or all that match at the moment of the call. Each gets a command
 * in the bulk lane, and is corrected in the reports as it is applied; one that is not in ERROR any more is left alone.
 */
export async function actOnErrors(ctx: Ctx, journeyId: number, input: Input): Promise<ErrorAct> {
  authorise(ctx, 'editor')
  const { status, liveVersion } = await refuseUnknown(ctx, journeyId)
  const { act, node, filter, progressIds } = input
  if (status === 'ENDED' && act !== 'exit')
    throw new AppError('conflict', 'journey_ended', 'This journey has ended, so nobody can go on in it. Exit these members instead.')
  if (node !== undefined && !nodesOf(liveVersion?.document).includes(node))
    throw new AppError('unprocessable', 'no_such_node', `The live version has no node "${node}". Choose one of its nodes.`)
  const command = JSON.stringify(commandOf(input))
  const row = await transaction(async (db) => {
    const ids = progressIds?.map((id) => hotIdSchema.parse(id))
    const { rows } = ids
      ? await db.query<ErrorActRow>({
          ...actOnChosen,
          values: [ctx.workspaceId, journeyId, act, command, ids.map(({ shard }) => shard), ids.map(({ id }) => id)],
        })
      : await db.query<ErrorActRow>({
          ...openErrorAct,
          values: [ctx.workspaceId, journeyId, filter?.node ?? null, filter?.reason ?? null, act, command],
        })
    const [made] = rows
    if (!made) throw new Error('an act was not kept')
    await auditSql(db, ctx, `journey.errors.${act}`, `journey:${journeyId}`, { matched: made.matched, ...(node && { node }) })
    return made
  })
  if (row.finishedAt === null) requestErrorActs()
  else ring()
  return resourceOf(row)
}

/** What was done with this journey's errors, the newest first, and how far each is. */
export async function listActs(
  ctx: Ctx,
  journeyId: number,
  input: z.output<typeof listQuerySchema>,
): Promise<{ data: ErrorAct[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  await refuseUnknown(ctx, journeyId)
  const { limit, cursor } = listQuerySchema.parse(input)
  const before = decodeCursor(cursor, journeyId, positionSchema) ?? Number.MAX_SAFE_INTEGER
  const { rows } = await pool().query<ErrorActRow>({ ...listErrorActs, values: [journeyId, before, limit + 1] })
  const page = pageOf(rows, limit, journeyId, ({ id }) => id)
  return { data: page.rows.map(resourceOf), nextCursor: page.nextCursor }
}

function commandOf({ act, node }: Input): Unaddressed {
  if (act === 'exit') return { do: 'exit', reason: 'operator' }
  return { do: 'retry', skips: act === 'skip', ...(node !== undefined && { nodeKey: node }) }
}

const nodesSchema = z.object({ nodes: z.array(z.object({ key: z.string() })) })
const nodesOf = (document: unknown): string[] => nodesSchema.safeParse(document).data?.nodes.map(({ key }) => key) ?? []
const positionSchema = z.number().int()

const resourceOf = ({ id, createdAt, finishedAt, ...row }: ErrorActRow): ErrorAct =>
  errorActSchema.parse({ ...row, id: String(id), createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null })
