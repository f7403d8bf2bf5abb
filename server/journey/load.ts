import type { Prisma } from '#prisma/generated/client.ts'
import type { Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'
import type { Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'

export const journeyNotFound = () => new AppError('notFound', 'journey', 'There is no such journey in this workspace.')

const withDraft = {
  nodes: { orderBy: { id: 'asc' } },
  paths: { orderBy: { id: 'asc' } },
  liveVersion: { select: { number: true } },
  updatedBy: { select: { id: true, name: true } },
} as const satisfies Prisma.JourneyInclude
export type JourneyRow = Prisma.JourneyGetPayload<{ include: typeof withDraft }>

/** A journey of the workspace with its draft. Refuses with 404. */
export async function loadJourney(ctx: Ctx, id: number, db: Pick<Tx, 'journey'> = prisma()): Promise<JourneyRow> {
  const row = await db.journey.findFirst({ where: { id, workspaceId: ctx.workspaceId }, include: withDraft })
  if (!row) throw journeyNotFound()
  return row
}

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
