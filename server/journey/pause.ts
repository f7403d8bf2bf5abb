import type { JourneyResource } from '#domain/journey/resource.ts'
import type { Ctx } from '#server/context.ts'
import { changeStatus } from './changeStatus.ts'

/** Nobody enters and nobody moves from the next accepted event on; timers met meanwhile are parked. */
export const pauseJourney = (ctx: Ctx, id: number): Promise<JourneyResource> => changeStatus(ctx, id, 'pause', { pausedAt: new Date() })
