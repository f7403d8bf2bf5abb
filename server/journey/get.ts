import type { JourneyResource } from '#domain/journey/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { readJourney } from './load.ts'
import { journeyResource } from './resource.ts'

/** A journey with its draft. */
export async function getJourney(ctx: Ctx, id: number): Promise<JourneyResource> {
  authorise(ctx, 'viewer')
  return journeyResource(ctx, await readJourney(ctx, id))
}
