import { type MessageRules, messageRulesSchema } from '#domain/journey/messageRules.ts'
import { type Precedence, type Release, type Rules, rulesFor, type Waiting } from '#domain/message/release.ts'
import { isZone } from '#domain/time/isZone.ts'
import type { Claimed } from '#server/message/claim.ts'

/** A claimed message that its member allows, with the rules it has to keep to; null: none. */
export type Candidate = { claimed: Claimed; rules: Rules | null; waiting: Waiting; precedence: Precedence; counts: boolean }
export type Stopped = Exclude<Release, { may: 'go' }>
/** Each candidate with what stops it; null: nothing does. */
export type Verdicts = Map<Candidate, Stopped>

export const candidateOf = (claimed: Claimed, journey: MessageRules): Candidate => {
  const { row, workspace, topic, isTransactional } = claimed
  const rules = rulesFor({ channel: row.channel, topic, isTransactional }, workspace.settings, journey)
  const timeZone = row.timeZone !== null && isZone(row.timeZone) ? row.timeZone : workspace.timeZone
  return {
    claimed,
    rules,
    waiting: { channel: row.channel, topic, timeZone, createdAt: row.createdAt.getTime() },
    precedence: { isCapped: rules?.caps != null, priority: journey.priority, dueAt: row.dueAt.getTime(), id: row.id },
    counts: !isTransactional && row.channel !== 'webhook',
  }
}

const USUAL = messageRulesSchema.parse({})
/** The rules in a journey's settings. Those that a newer release wrote, and this cannot read, are none. */
export const rulesIn = (settings: unknown): MessageRules => messageRulesSchema.safeParse(settings).data ?? USUAL
