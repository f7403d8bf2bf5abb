import { Stop } from '#bin/terminal.mjs'
import type { Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'

/** The journey meant by an id, else by a name that one journey alone has; undefined when no journey has that name. */
export async function findJourney(ctx: Ctx, id: string | undefined, name: string): Promise<number | undefined> {
  const { workspaceId } = ctx
  if (id !== undefined) {
    const number = Number(id)
    const found =
      Number.isSafeInteger(number) && (await prisma().journey.findFirst({ where: { id: number, workspaceId }, select: { id: true } }))
    if (!found) throw new Stop(`There is no journey ${id} in this workspace.`)
    return found.id
  }
  const named = await prisma().journey.findMany({ where: { name, workspaceId }, select: { id: true }, orderBy: { id: 'asc' } })
  if (named.length > 1)
    throw new Stop(`Several journeys are called "${name}": say which one with --id ${named.map((one) => one.id).join(', --id ')}.`)
  return named[0]?.id
}
