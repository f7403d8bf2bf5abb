import type { JourneyDocument } from '#domain/journey/document.ts'
import type { JourneyResource } from '#domain/journey/resource.ts'
import type { Ctx } from '#server/context.ts'
import { changeDraft } from './changeDraft.ts'

/** Replaces the whole draft: what autosave and `journey push` do. */
export const putDraft = (ctx: Ctx, id: number, ifMatch: string, document: JourneyDocument): Promise<JourneyResource> =>
  changeDraft(ctx, id, ifMatch, () => document)
