import { z } from 'zod'
import { listQuerySchema } from '#domain/api/common.ts'
import type { TemplateListItem } from '#domain/message/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { journeysUsingTemplates } from '#server/sql/journeysUsingTemplates.ts'
import { templateListItem } from './resource.ts'

export const templateListQuerySchema = listQuerySchema.extend({
  /** Part of a name, a key or a subject. */
  q: z.string().trim().max(200).default(''),
})

/** A page of the workspace's templates, the last edited first, each with the journeys that use it. */
export async function listTemplates(
  ctx: Ctx,
  input: z.input<typeof templateListQuerySchema>,
): Promise<{ data: TemplateListItem[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { limit, cursor, q } = templateListQuerySchema.parse(input)
  const after = decodeCursor(cursor, { q }, z.tuple([z.iso.datetime(), z.number().int()]))
  const contains = { contains: q, mode: 'insensitive' as const }
  const rows = await prisma().template.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      archivedAt: null,
      ...(q ? { OR: [{ name: contains }, { key: contains }, { live: { subject: contains } }] } : {}),
      ...(after ? { AND: { OR: [{ updatedAt: { lt: after[0] } }, { updatedAt: after[0], id: { lt: after[1] } }] } } : {}),
    },
    include: { live: true },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const page = pageOf(rows, limit, { q }, (row) => [row.updatedAt.toISOString(), row.id])
  const usedBy = await journeysUsingTemplates(
    pool(),
    ctx.workspaceId,
    page.rows.map((row) => row.key),
  )
  return { data: page.rows.map((row) => templateListItem(row, usedBy)), nextCursor: page.nextCursor }
}
