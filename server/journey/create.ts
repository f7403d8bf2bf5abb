import type { JourneyDocument } from '#domain/journey/document.ts'
import type { JourneyResource } from '#domain/journey/resource.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction } from '#server/db/tx.ts'
import { checkGraph } from './checkGraph.ts'
import { loadJourney } from './load.ts'
import { journeyResource } from './resource.ts'
import { operatorId, writeGraph } from './writeGraph.ts'

/** A new journey in DRAFT: blank, or from a document (an import, a copy). */
export async function createJourney(ctx: Ctx, document: JourneyDocument): Promise<JourneyResource> {
  authorise(ctx, 'editor')
  const graph = checkGraph(document)
  const row = await inTransaction(async (tx) => {
    const { id } = await tx.journey.create({
      data: { workspaceId: ctx.workspaceId, name: document.name, settings: document.settings, updatedById: operatorId(ctx) },
    })
    await writeGraph(tx, { workspaceId: ctx.workspaceId, journeyId: id }, graph)
    await audit(tx, ctx, 'journey.create', `journey:${id}`, { name: document.name, nodes: graph.nodes.length })
    return loadJourney(ctx, id, tx)
  })
  return journeyResource(ctx, row)
}
