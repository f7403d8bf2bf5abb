import type { Graph } from '#domain/journey/document.ts'
import type { Ctx } from '#server/context.ts'
import type { Tx } from '#server/db/tx.ts'
import { nodeRow, pathRow } from './columns.ts'

/** Replaces the rows of a draft: the order of ids is the order of the document. */
export async function writeGraph(tx: Tx, owner: { workspaceId: number; journeyId: number }, graph: Graph): Promise<void> {
  const { journeyId } = owner
  await tx.journeyPath.deleteMany({ where: { journeyId } })
  await tx.journeyNode.deleteMany({ where: { journeyId } })
  await tx.journeyNode.createMany({ data: graph.nodes.map((node) => nodeRow(node, owner)) })
  await tx.journeyPath.createMany({ data: graph.paths.map((path) => pathRow(path, owner)) })
}

/** The operator who acts, to be shown as who edited last; null for a key or the system. */
export const operatorId = ({ actor }: Ctx): number | null => (actor.kind === 'operator' ? actor.id : null)
