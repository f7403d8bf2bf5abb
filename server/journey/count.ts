import type { z } from 'zod'
import type { journeyCountSchema } from '#domain/journey/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'

/** How many journeys there are in each status. */
export async function countJourneys(ctx: Ctx): Promise<z.output<typeof journeyCountSchema>> {
  authorise(ctx, 'viewer')
  const groups = await prisma().journey.groupBy({ by: ['status'], where: { workspaceId: ctx.workspaceId }, _count: true })
  const of = (status: keyof z.output<typeof journeyCountSchema>) => groups.find((group) => group.status === status)?._count ?? 0
  return { DRAFT: of('DRAFT'), ONGOING: of('ONGOING'), PAUSED: of('PAUSED'), ENDED: of('ENDED') }
}
