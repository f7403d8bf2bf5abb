import type { z } from 'zod'
import { type JourneyDocument, journeyDocumentSchema } from '#domain/journey/document.ts'
import type { journeyVersionSchema } from '#domain/journey/resource.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'
import { AppError } from '#server/errors.ts'
import { journeyNotFound } from './load.ts'
import { personOf } from './resource.ts'

const withPublisher = { publishedBy: { select: { id: true, name: true } } } as const
type Row = Prisma.JourneyVersionGetPayload<{ include: typeof withPublisher }>

function versionResource(row: Row): z.output<typeof journeyVersionSchema> {
  const { nodes, paths }: JourneyDocument = journeyDocumentSchema.parse(row.document)
  return {
    id: String(row.id),
    number: row.number,
    publishedAt: row.publishedAt.toISOString(),
    publishedBy: personOf(row.publishedBy),
    nodes,
    paths,
  }
}

/** The published versions of a journey, newest first. */
export async function listVersions(ctx: Ctx, journeyId: number) {
  authorise(ctx, 'viewer')
  if ((await prisma().journey.count({ where: { id: journeyId, workspaceId: ctx.workspaceId } })) === 0) throw journeyNotFound()
  const rows = await prisma().journeyVersion.findMany({
    where: { journeyId, workspaceId: ctx.workspaceId },
    include: withPublisher,
    orderBy: { number: 'desc' },
    take: 200,
  })
  return rows.map(versionResource)
}

/** One published version. */
export async function getVersion(ctx: Ctx, journeyId: number, number: number) {
  authorise(ctx, 'viewer')
  const row = await prisma().journeyVersion.findFirst({
    where: { journeyId, number, workspaceId: ctx.workspaceId },
    include: withPublisher,
  })
  if (!row) throw new AppError('notFound', 'version', 'There is no such version of this journey.')
  return versionResource(row)
}
