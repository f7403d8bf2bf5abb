import type { JourneyResource } from '#domain/journey/resource.ts'
import type { Ctx } from '#server/context.ts'
import { changeStatus } from './changeStatus.ts'

/** Members enter and move again; what was parked is re-armed in the background, the earlier of event and timeout first. */
export const resumeJourney = (ctx: Ctx, id: number): Promise<JourneyResource> => changeStatus(ctx, id, 'resume', { pausedAt: null })
