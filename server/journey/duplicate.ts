import type { JourneyResource } from '#domain/journey/resource.ts'
import type { Ctx } from '#server/context.ts'
import { createJourney } from './create.ts'
import { exportDocument } from './exportDocument.ts'

const NAME_LENGTH_MAX = 120

/** A new journey in DRAFT with the graph and the settings of another's draft. */
export async function duplicateJourney(ctx: Ctx, id: number, name?: string): Promise<JourneyResource> {
  const document = await exportDocument(ctx, id)
  return createJourney(ctx, { ...document, name: (name ?? `Copy of ${document.name}`).slice(0, NAME_LENGTH_MAX) })
}
