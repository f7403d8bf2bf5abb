import type { z } from 'zod'
import type { endJourneySchema, JourneyResource } from '#domain/journey/resource.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Ctx } from '#server/context.ts'
import { changeStatus } from './changeStatus.ts'
import type { JourneyRow } from './load.ts'

type Members = z.output<typeof endJourneySchema>['members']

/**
 * Nobody enters any more. Members inside are canceled in the background, or drained: they finish on their version, and who was
 * parked by a pause goes on now.
 */
export const endJourney = (ctx: Ctx, id: number, { members }: { members: Members }, by?: { schedule: (row: JourneyRow) => void }) =>
  changeStatus(
    ctx,
    id,
    'end',
    endedBy(members),
    { members, ...(by && { by: 'schedule' }) },
    by?.schedule,
  ) satisfies Promise<JourneyResource>

const endedBy = (members: Members) => ({ endedAt: new Date(), drains: members === 'drain', catchUp: Prisma.DbNull })
