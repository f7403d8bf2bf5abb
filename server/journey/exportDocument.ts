import type { JourneyDocument } from '#domain/journey/document.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { documentOf } from './changeDraft.ts'
import { readJourney } from './load.ts'

/** The draft as a journey document: what a file holds, without ids and status. */
export async function exportDocument(ctx: Ctx, id: number): Promise<JourneyDocument> {
  authorise(ctx, 'viewer')
  return documentOf(await readJourney(ctx, id))
}
