import { isDeepStrictEqual } from 'node:util'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { JourneyResource } from '#domain/journey/resource.ts'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction, raiseEpochIn, type Tx } from '#server/db/tx.ts'
import { reconsiderJourney } from '#server/message/limits/reconsider.ts'
import { checkGraph } from './checkGraph.ts'
import { graphOfRows } from './columns.ts'
import { type JourneyRow, loadJourney, lockJourney, refuseStale } from './load.ts'
import { journeyResource } from './resource.ts'
import { operatorId, writeGraph } from './writeGraph.ts'

/**
 * Changes a draft in one transaction: refuses with 409 when it is no longer the one the caller read, replaces its rows
 * and raises its number. Permissive: what is unfinished is a problem on the canvas, not a refusal. Name and settings
 * belong to the journey: of a live one they act at once.
 */
export async function changeDraft(
  ctx: Ctx,
  id: number,
  ifMatch: string,
  change: (draft: JourneyDocument) => JourneyDocument,
): Promise<JourneyResource> {
  authorise(ctx, 'editor')
  const row = await inTransaction(async (tx) => {
    const before = await lockJourney(tx, ctx, id)
    refuseStale(before, ifMatch)
    await write(tx, ctx, before, change(documentOf(before)))
    return loadJourney(ctx, id, tx)
  })
  return journeyResource(ctx, row)
}

/** The document of a draft. */
export const documentOf = (row: JourneyRow): JourneyDocument => ({
  name: row.name,
  settings: journeySettingsSchema.parse(row.settings),
  ...graphOfRows(row),
})

async function write(tx: Tx, ctx: Ctx, row: JourneyRow, after: JourneyDocument): Promise<void> {
  const before = documentOf(row)
  const graph = checkGraph(after)
  const sameGraph = isDeepStrictEqual(checkGraph(before), graph)
  const sameSettings = isDeepStrictEqual(before.settings, after.settings)
  if (!sameGraph) await writeGraph(tx, { workspaceId: ctx.workspaceId, journeyId: row.id }, graph)
  const inStep = sameGraph && row.publishedDraftNumber === row.draftNumber
  await tx.journey.update({
    where: { id: row.id },
    data: {
      name: after.name,
      settings: after.settings,
      updatedById: operatorId(ctx),
      draftNumber: { increment: 1 },
      // With the graph as published, there is nothing to publish: name and settings act by themselves.
      ...(inStep ? { publishedDraftNumber: { increment: 1 } } : {}),
    },
  })
  await audit(tx, ctx, 'journey.edit', `journey:${row.id}`, { draft: row.draftNumber + 1, nodes: graph.nodes.length })
  if (sameSettings || row.status === 'DRAFT') return
  await reconsiderJourney(tx, { workspaceId: ctx.workspaceId, journeyId: row.id }, before.settings, after.settings)
  await raiseEpochIn(tx, row.id)
}
