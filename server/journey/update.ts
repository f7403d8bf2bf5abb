import { z } from 'zod'
import { journeyNameSchema } from '#domain/journey/document.ts'
import { messageRulesPatch } from '#domain/journey/messageRules.ts'
import type { JourneyResource } from '#domain/journey/resource.ts'
import { journeySettingsSchema, reentrySchema } from '#domain/journey/settings.ts'
import type { Ctx } from '#server/context.ts'
import { changeDraft } from './changeDraft.ts'

export const patchJourneySchema = z
  .strictObject({
    name: journeyNameSchema.optional(),
    settings: z
      .strictObject({
        reentry: reentrySchema.optional(),
        repeatTimes: z.number().int().min(1).max(1_000_000).nullable().optional(),
        ...messageRulesPatch,
      })
      .optional(),
  })
  .meta({ id: 'PatchJourney' })

/** Changes name or settings; what the patch leaves out stays. Acts at once, also on a live journey. */
export const updateJourney = (
  ctx: Ctx,
  id: number,
  ifMatch: string,
  patch: z.output<typeof patchJourneySchema>,
): Promise<JourneyResource> =>
  changeDraft(ctx, id, ifMatch, (draft) => ({
    ...draft,
    name: patch.name ?? draft.name,
    settings: journeySettingsSchema.parse({ ...draft.settings, ...patch.settings }),
  }))
