import type { InboxKind } from '#domain/engine/inbox.ts'
import type { Queryable } from '#server/db/pg.ts'
import type { Tx } from '#server/db/tx.ts'
import { dropMemberWalks, openMemberWalk } from '#server/sql/memberWalk.ts'

export type WalkToOpen = {
  workspaceId: number
  /** Null: every member of the workspace. */
  segmentId: number | null
  /** What it is for, and about what: to find it again, and for `isOnly`. */
  purpose: string
  about?: string
  /** Of the inbox row that every member gets. */
  kind: InboxKind
  payload: object
  /** Unfinished ones of the same purpose and about are dropped: this one covers them. */
  isOnly?: boolean
}

/**
 * Opens a walk over an audience, in the transaction of what it is for. After the commit call requestWalk(id); the minute's
 * sweep would find it too. Members made later are not met, and whether one is in the segment is asked when its turn comes.
 */
export async function openWalk(db: Queryable, walk: WalkToOpen): Promise<number> {
  const { workspaceId, segmentId, purpose, about = '', kind, payload, isOnly = false } = walk
  if (isOnly) await db.query({ ...dropMemberWalks, values: [workspaceId, purpose, about] })
  const values = [workspaceId, purpose, about, segmentId, kind, JSON.stringify(payload)]
  const { rows } = await db.query<{ id: number }>({ ...openMemberWalk, values })
  const [row] = rows
  if (!row) throw new Error('a walk was not opened')
  return row.id
}

const evaluation = { segmentId: null, purpose: 'evaluate', about: '', kind: 'command', payload: { do: 'evaluate' }, isOnly: true } as const

/** Segments and dates of every member are reckoned anew: after a segment, or a journey with dates, has changed. */
export const openEvaluation = (db: Queryable, workspaceId: number): Promise<number> => openWalk(db, { workspaceId, ...evaluation })

/** The same for verbs that work through Prisma. */
export async function openEvaluationIn(tx: Tx, workspaceId: number): Promise<number> {
  const { purpose, about, segmentId, kind, payload } = evaluation
  await tx.$executeRawUnsafe(dropMemberWalks.text, workspaceId, purpose, about)
  const values = [workspaceId, purpose, about, segmentId, kind, JSON.stringify(payload)]
  const [row] = await tx.$queryRawUnsafe<{ id: bigint }[]>(openMemberWalk.text, ...values)
  if (!row) throw new Error('a walk was not opened')
  return Number(row.id)
}
