import type { Parked } from '#domain/journey/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { type CountParkedRow, countParked } from '#server/sql/feed.ts'
import { journeyNotFound } from './load.ts'

/** How many passages a pause has parked, and how many of them longer than `olderThanSeconds` ago: what a resume would do. */
export async function parkedPassages(ctx: Ctx, journeyId: number, olderThanSeconds: number | null): Promise<Parked> {
  authorise(ctx, 'viewer')
  if ((await prisma().journey.count({ where: { id: journeyId, workspaceId: ctx.workspaceId } })) === 0) throw journeyNotFound()
  const values = [journeyId, olderThanSeconds === null ? null : olderThanSeconds * 1_000]
  const { rows } = await pool().query<CountParkedRow>({ ...countParked, values })
  const { at, parked, older, oldestAt } = rows[0] ?? { at: new Date(), parked: 0, older: 0, oldestAt: null }
  return { at: at.toISOString(), parked, older, oldestAt: oldestAt?.toISOString() ?? null }
}
