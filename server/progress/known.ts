import type { Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'
import { journeyNotFound } from '#server/journey/load.ts'

/** Refuses with 404 when the workspace has no such journey. Answers how it stands. */
export async function refuseUnknown(ctx: Ctx, journeyId: number) {
  const journey = await prisma().journey.findFirst({
    where: { id: journeyId, workspaceId: ctx.workspaceId },
    select: { name: true, status: true, publishedAt: true, liveVersionId: true, liveVersion: { select: { number: true, document: true } } },
  })
  if (!journey) throw journeyNotFound()
  return journey
}
