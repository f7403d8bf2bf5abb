import { z } from 'zod'
import { type DraftNode, draftNodeSchema, type JourneyDocument } from '#domain/journey/document.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { AppError } from '#server/errors.ts'
import { changeDraft } from './changeDraft.ts'
import { exportDocument } from './exportDocument.ts'

/** `settings` are replaced as a whole when given. The key and the kind of a node never change. */
export const patchNodeSchema = z
  .strictObject({
    name: z.string().max(120).optional(),
    settings: z.record(z.string(), z.json()).optional(),
    position: draftNodeSchema.shape.position.unwrap().optional(),
  })
  .meta({ id: 'PatchJourneyNode' })
export type PatchNode = z.output<typeof patchNodeSchema>

const found = (draft: JourneyDocument, key: string): DraftNode => {
  const node = draft.nodes.find((one) => one.key === key)
  if (!node) throw new AppError('notFound', 'node', `This draft has no node "${key}".`)
  return node
}

/** The nodes of a draft. */
export async function listNodes(ctx: Ctx, journeyId: number): Promise<DraftNode[]> {
  authorise(ctx, 'viewer')
  return (await exportDocument(ctx, journeyId)).nodes
}

/** One node of a draft. */
export async function getNode(ctx: Ctx, journeyId: number, key: string): Promise<DraftNode> {
  authorise(ctx, 'viewer')
  return found(await exportDocument(ctx, journeyId), key)
}

export async function addNode(ctx: Ctx, journeyId: number, ifMatch: string, node: DraftNode) {
  const journey = await changeDraft(ctx, journeyId, ifMatch, (draft) => {
    if (draft.nodes.some(({ key }) => key === node.key))
      throw new AppError('conflict', 'node_key', `This draft has a node "${node.key}" already.`)
    return { ...draft, nodes: [...draft.nodes, node] }
  })
  return { node, etag: journey.etag }
}

export async function patchNode(ctx: Ctx, journeyId: number, ifMatch: string, key: string, patch: PatchNode) {
  const journey = await changeDraft(ctx, journeyId, ifMatch, (draft) => {
    found(draft, key)
    return { ...draft, nodes: draft.nodes.map((node) => (node.key === key ? { ...node, ...patch } : node)) }
  })
  return { node: found(journey, key), etag: journey.etag }
}

/** Takes a node out of a draft, with the paths from it and to it. */
export async function removeNode(ctx: Ctx, journeyId: number, ifMatch: string, key: string): Promise<string> {
  const journey = await changeDraft(ctx, journeyId, ifMatch, (draft) => {
    found(draft, key)
    return {
      ...draft,
      nodes: draft.nodes.filter((node) => node.key !== key),
      paths: draft.paths.filter(({ source, target }) => source !== key && target !== key),
    }
  })
  return journey.etag
}
