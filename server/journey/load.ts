import type { Journey, JourneyNode, JourneyPath } from '#prisma/generated/client.ts'
import type { Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'
import type { Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'

export const journeyNotFound = () => new AppError('notFound', 'journey', 'There is no such journey in this workspace.')

export type JourneyRow = Journey & {
  nodes: JourneyNode[]
  paths: JourneyPath[]
  liveVersion: { number: number } | null
  updatedBy: { id: number; name: string } | null
}
type Db = Pick<Tx, 'journey' | 'journeyNode' | 'journeyPath' | 'journeyVersion' | 'operator'>

/**
 * A journey of the workspace with its draft. Refuses with 404. One query after the other: inside a transaction there is
 * one connection, and Prisma's `include` would ask it for several relations at once.
 */
export async function loadJourney(ctx: Ctx, id: number, db: Db): Promise<JourneyRow> {
  const journey = await db.journey.findFirst({ where: { id, workspaceId: ctx.workspaceId } })
  if (!journey) throw journeyNotFound()
  const nodes = await db.journeyNode.findMany({ where: { journeyId: id }, orderBy: { id: 'asc' } })
  const paths = await db.journeyPath.findMany({ where: { journeyId: id }, orderBy: { id: 'asc' } })
  const { liveVersionId, updatedById } = journey
  const liveVersion =
    liveVersionId === null ? null : await db.journeyVersion.findUnique({ where: { id: liveVersionId }, select: { number: true } })
  const updatedBy =
    updatedById === null ? null : await db.operator.findUnique({ where: { id: updatedById }, select: { id: true, name: true } })
  return { ...journey, nodes, paths, liveVersion, updatedBy }
}

/** The same from one snapshot: the graph is the one its etag names, whoever is writing meanwhile. */
export const readJourney = (ctx: Ctx, id: number): Promise<JourneyRow> =>
  prisma().$transaction((tx) => loadJourney(ctx, id, tx), { isolationLevel: 'RepeatableRead', maxWait: 10_000 })

/** The same, with the journey's row locked until the transaction ends: whoever changes it waits for whoever is changing it. */
export async function lockJourney(tx: Tx, ctx: Ctx, id: number): Promise<JourneyRow> {
  await tx.$queryRaw`select 1 from journey where id = ${id} and workspace_id = ${ctx.workspaceId} for update`
  return loadJourney(ctx, id, tx)
}

/** Refuses with 409 unless the draft is still the one the caller read; '*' is whichever. */
export function refuseStale(row: { draftNumber: number }, ifMatch: string): void {
  const etag = etagOf(row)
  if (ifMatch !== '*' && ifMatch !== etag)
    throw new AppError('conflict', 'stale_draft', 'Somebody else changed this draft meanwhile. Load it again, then make your change.', {
      extra: { etag },
    })
}

/** Names a draft: rises with every edit. */
export const etagOf = ({ draftNumber }: { draftNumber: number }) => String(draftNumber)
