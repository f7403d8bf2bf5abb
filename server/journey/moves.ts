import { type VersionMove, versionMoveSchema } from '#domain/journey/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { type MoveRow, readMoves } from '#server/sql/readMoves.ts'
import { journeyNotFound } from './load.ts'

/** What publishes did with the members inside, newest first; the first may be under way. */
export async function listMoves(ctx: Ctx, journeyId: number): Promise<VersionMove[]> {
  authorise(ctx, 'viewer')
  const { workspaceId } = ctx
  if ((await prisma().journey.count({ where: { id: journeyId, workspaceId } })) === 0) throw journeyNotFound()
  const { rows } = await pool().query<MoveRow>({ ...readMoves, values: [journeyId, workspaceId] })
  return rows.map(moveResource)
}

const moveResource = ({ id, moves, startedAt, doneAt, ...row }: MoveRow): VersionMove =>
  versionMoveSchema.parse({
    ...row,
    id: String(id),
    members: moves === null ? { policy: 'follow' } : { policy: 'move', moves },
    startedAt: startedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
  })
