import { z } from 'zod'
import { type JourneyDocument, type Path, pathSchema } from '#domain/journey/document.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { AppError } from '#server/errors.ts'
import { changeDraft } from './changeDraft.ts'
import { exportDocument } from './exportDocument.ts'

/** A path with its address: source, outlet and index, which no two paths of a draft share. */
export const pathResourceSchema = pathSchema.extend({ id: z.string() }).meta({ id: 'JourneyPathResource' })
export const patchPathSchema = z.strictObject({ target: pathSchema.shape.target }).meta({ id: 'PatchJourneyPath' })

export const pathId = ({ source, outlet, index }: Path) => `${source}:${outlet}:${index ?? 0}`
const withId = (path: Path) => ({ ...path, id: pathId(path) })

const found = (draft: Pick<JourneyDocument, 'paths'>, id: string): Path => {
  const path = draft.paths.find((one) => pathId(one) === id)
  if (!path) throw new AppError('notFound', 'path', `This draft has no path "${id}".`)
  return path
}

/** The paths of a draft. */
export async function listPaths(ctx: Ctx, journeyId: number) {
  authorise(ctx, 'viewer')
  return (await exportDocument(ctx, journeyId)).paths.map(withId)
}

/** One path of a draft. */
export async function getPath(ctx: Ctx, journeyId: number, id: string) {
  authorise(ctx, 'viewer')
  return withId(found(await exportDocument(ctx, journeyId), id))
}

/** Draws a path; without an index it comes last in its outlet. */
export async function addPath(ctx: Ctx, journeyId: number, ifMatch: string, path: Path) {
  const journey = await changeDraft(ctx, journeyId, ifMatch, (draft) => ({ ...draft, paths: [...draft.paths, path] }))
  const added = journey.paths.at(-1) ?? path
  return { path: withId(added), etag: journey.etag }
}

/** Leads a path to another node. */
export async function patchPath(ctx: Ctx, journeyId: number, ifMatch: string, id: string, patch: Pick<Path, 'target'>) {
  const journey = await changeDraft(ctx, journeyId, ifMatch, (draft) => {
    found(draft, id)
    return { ...draft, paths: draft.paths.map((path) => (pathId(path) === id ? { ...path, ...patch } : path)) }
  })
  return { path: withId(found(journey, id)), etag: journey.etag }
}

export async function removePath(ctx: Ctx, journeyId: number, ifMatch: string, id: string): Promise<string> {
  const journey = await changeDraft(ctx, journeyId, ifMatch, (draft) => {
    found(draft, id)
    return { ...draft, paths: draft.paths.filter((path) => pathId(path) !== id) }
  })
  return journey.etag
}
