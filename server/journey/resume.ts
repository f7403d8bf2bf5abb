import { type CatchUp, storedCatchUp } from '#domain/journey/catchUp.ts'
import type { JourneyResource } from '#domain/journey/resource.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Ctx } from '#server/context.ts'
import { changeStatus } from './changeStatus.ts'

/**
 * Members enter and move again. What was parked is re-armed in the background, the earlier of event and timeout first, and in
 * the way that is chosen here and kept with the journey. Entries missed during the pause are not made up.
 */
export function resumeJourney(ctx: Ctx, id: number, catchUp: CatchUp = { mode: 'all_now' }): Promise<JourneyResource> {
  const set = { pausedAt: null, catchUp: storedCatchUp(catchUp) ?? Prisma.DbNull, resumedAt: new Date() }
  return changeStatus(ctx, id, 'resume', set, { catchUp })
}
