import * as z from 'zod'
import { durationSchema } from '#domain/time/duration.ts'
import { windowMs } from '#domain/time/zone.ts'

/** What a resume does with those whose time came during the pause. */
export const catchUpSchema = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('all_now') }),
    /** Evenly, each at an instant of its own within this time from the resume on. */
    z.strictObject({ mode: z.literal('spread'), over: durationSchema }),
    /** Who should have gone on longer ago than this is canceled; the rest goes on now. */
    z.strictObject({ mode: z.literal('skip_older'), than: durationSchema }),
  ])
  .meta({ id: 'CatchUp' })
export type CatchUp = z.output<typeof catchUpSchema>

/** As it is stored with the journey: the duration in ms too, which is what the feed counts with. Null: all now. */
export function storedCatchUp(catchUp: CatchUp): { mode: 'spread' | 'skip_older'; ms: number } | null {
  if (catchUp.mode === 'all_now') return null
  return { mode: catchUp.mode, ms: windowMs(catchUp.mode === 'spread' ? catchUp.over : catchUp.than) }
}
