import type { z } from 'zod'
import type { endJourneySchema, JourneyResource } from '#domain/journey/resource.ts'
import type { Ctx } from '#server/context.ts'
import { changeStatus } from './changeStatus.ts'

/** Nobody enters any more. Members inside are canceled in the background, or drained: they finish on their version. */
export const endJourney = (ctx: Ctx, id: number, { members }: z.output<typeof endJourneySchema>): Promise<JourneyResource> =>
  changeStatus(ctx, id, 'end', { endedAt: new Date(), drains: members === 'drain' }, { members })
