import type { Prisma } from '#prisma/generated/client.ts'
import { raiseEpochSql } from '#server/sql/raiseEpoch.ts'
import { prisma } from './prisma.ts'

export type Tx = Prisma.TransactionClient

/** Runs `work` in one READ COMMITTED transaction of Prisma's; rolls back and rethrows when it throws. */
export const inTransaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  prisma().$transaction(work, { timeout: 30_000, maxWait: 10_000 })

/** raiseEpoch for verbs that work through Prisma: call it last, it locks the catalog's one row until the commit. */
export async function raiseEpochIn(tx: Tx, journeyId?: number): Promise<void> {
  const rows = await tx.$queryRawUnsafe<{ epoch: bigint }[]>(raiseEpochSql)
  const epoch = rows[0]?.epoch
  if (journeyId !== undefined && epoch !== undefined) await tx.journey.update({ where: { id: journeyId }, data: { epoch } })
}

/** Whether an error is the refusal of a unique constraint. */
export const isDuplicate = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002'
