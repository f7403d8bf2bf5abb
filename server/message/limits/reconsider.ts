import { isDeepStrictEqual } from 'node:util'
import { type MessageRules, ruleNames } from '#domain/journey/messageRules.ts'
import { holds } from '#domain/message/release.ts'
import { limitNames, type MessageLimits } from '#domain/workspace/messageLimits.ts'
import type { Tx } from '#server/db/tx.ts'
import { reconsiderHeldSql, restartQuotaSql, restartRateSql } from '#server/sql/reconsiderHeld.ts'

/**
 * In the transaction that changes the rules of a journey: what waits under the old ones is asked again under the new. A rate
 * begins anew, and so does a quota that there was none of.
 */
export async function reconsiderJourney(
  tx: Tx,
  { workspaceId, journeyId }: { workspaceId: number; journeyId: number },
  before: MessageRules,
  after: MessageRules,
): Promise<void> {
  if (ruleNames.every((name) => isDeepStrictEqual(before[name], after[name]))) return
  if (before.messageQuota === null && after.messageQuota !== null) await tx.$executeRawUnsafe(restartQuotaSql, journeyId)
  if (!isDeepStrictEqual(before.rateLimit, after.rateLimit)) await tx.$executeRawUnsafe(restartRateSql, journeyId)
  await tx.$executeRawUnsafe(reconsiderHeldSql, workspaceId, journeyId, holds)
}

/** The same for the limits of a workspace. */
export async function reconsiderWorkspace(
  tx: Tx,
  workspaceId: number,
  before: MessageLimits & { timeZone: string },
  after: MessageLimits & { timeZone: string },
): Promise<void> {
  const names = [...limitNames, 'timeZone'] as const
  if (names.every((name) => isDeepStrictEqual(before[name], after[name]))) return
  await tx.$executeRawUnsafe(reconsiderHeldSql, workspaceId, null, holds)
}
