import { type InboxPayload, outcomePayloadSchema } from '#domain/engine/inbox.ts'
import { arrayLiteral } from '#server/sql/arrayLiteral.ts'
import { writeOutcomes } from '#server/sql/tick/outcomes.ts'
import type { ReadRow } from '#server/sql/tick/read.ts'
import type { Run } from './connection.ts'
import type { OutcomeMessage, Share } from './gather.ts'
import type { Tally } from './tally.ts'

type Told = InboxPayload<'outcome'> & { row: ReadRow }
type Outcome = Told['outcome']

const COUNTED: ReadonlySet<Outcome> = new Set(['sent', 'delivered', 'opened', 'clicked', 'bounced', 'failed', 'suppressed', 'unknown'])
const SETTLES_UNKNOWN: ReadonlySet<Outcome> = new Set(['sent', 'failed'])
/** Kinds whose first instant is kept on the message, in the order of the statement's parameters. */
const KEPT = ['delivered', 'opened', 'clicked', 'bounced'] as const

/**
 * Records what became of messages: every outcome in its log, the first of each kind on the message and in the counters.
 * Counters count messages, so a repeat counts nothing; what turns out after `unknown` is taken off it.
 */
export async function tellOutcomes(shares: readonly Share[], tally: Tally, run: Run): Promise<void> {
  const rows = shares.flatMap((share) => share.rows.filter(({ kind }) => kind === 'outcome'))
  const told = rows.map((row): Told => ({ ...outcomePayloadSchema.parse(row.payload), row }))
  if (told.length === 0) return
  const messages = new Map(
    shares.flatMap((share) =>
      [...(share.messages ?? [])].map(([id, { kinds, ...row }]) => [id, { ...row, kinds: new Set(kinds) }] as const),
    ),
  )
  const log = told.filter(({ messageId }) => messages.has(messageId))
  const firsts = new Map<number, Map<Outcome, string>>()
  for (const { messageId, outcome, at } of log) {
    const message = messages.get(messageId)
    if (!message || message.kinds.has(outcome)) continue
    count(message, outcome, tally)
    message.kinds.add(outcome)
    firsts.set(messageId, (firsts.get(messageId) ?? new Map<Outcome, string>()).set(outcome, at))
  }
  await run(writeOutcomes, [...logColumns(log, messages), ...firstColumns(firsts, messages)])
}

type Message = Omit<OutcomeMessage, 'kinds'> & { kinds: Set<string> }

function count({ workspaceId, journeyId, nodeKey, channel, kinds }: Message, outcome: Outcome, tally: Tally): void {
  if (journeyId === null || nodeKey === null || !COUNTED.has(outcome)) return
  tally.message(workspaceId, journeyId, nodeKey, channel, outcome, 1)
  const settled = SETTLES_UNKNOWN.has(outcome) && kinds.has('unknown') && ![...SETTLES_UNKNOWN].some((kind) => kinds.has(kind))
  if (settled) tally.message(workspaceId, journeyId, nodeKey, channel, 'unknown', -1)
}

function logColumns(log: readonly Told[], messages: Map<number, Message>): string[] {
  const column = (of: (told: Told) => string | number | null) => arrayLiteral(log.map(of))
  return [
    column(({ row }) => row.shard),
    column(({ messageId }) => messageId),
    column(({ row }) => row.id),
    column(({ messageId }) => messages.get(messageId)?.workspaceId ?? null),
    column(({ messageId }) => messages.get(messageId)?.memberId ?? null),
    column(({ outcome }) => outcome),
    column(({ at }) => at),
    column(({ detail }) => JSON.stringify(detail ?? {})),
  ]
}

function firstColumns(firsts: Map<number, Map<Outcome, string>>, messages: Map<number, Message>): string[] {
  const kept = [...firsts]
    .map(([id, of]) => ({ id, shard: messages.get(id)?.shard ?? 0, of }))
    .filter(({ of }) => KEPT.some((kind) => of.has(kind)))
    .sort((a, b) => a.shard - b.shard || a.id - b.id)
  return [
    arrayLiteral(kept.map(({ shard }) => shard)),
    arrayLiteral(kept.map(({ id }) => id)),
    ...KEPT.map((kind) => arrayLiteral(kept.map(({ of }) => of.get(kind) ?? null))),
  ]
}
