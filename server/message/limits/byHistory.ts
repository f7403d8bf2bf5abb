import { PRIORITY_USUAL } from '#domain/journey/messageRules.ts'
import { capWindowMs, type Sent } from '#domain/message/caps.ts'
import { byCaps, HOLD_MS_MAX, type Release } from '#domain/message/release.ts'
import type { Queryable } from '#server/db/pg.ts'
import { lockShardsForSending } from '#server/sql/claimMessages.ts'
import { type RecentMessage, readAliasShards, readRecentMessages, type Selves } from '#server/sql/recentMessages.ts'
import type { Candidate } from './candidate.ts'
import type { Asking } from './limit.ts'

const DAY_MS = 86_400_000
/** No message is accepted later than this after it was decided: held for its journey's rate, then for its provider. */
const AGE_MS_MAX = HOLD_MS_MAX.journey + 5 * DAY_MS
/** A member whose other self is being claimed for elsewhere is asked again after this. */
const BUSY_MS = 1_000

const memberOf = ({ ofShard, ofId }: { ofShard: number; ofId: number }) => `${ofShard} ${ofId}`

/**
 * Asks caps and gap, in the order of the candidates: each that goes counts for those after it. What members got is read
 * once for all of them, under the locks of every shard that a member has messages in.
 */
export async function byHistory(db: Queryable, candidates: Candidate[], asking: Asking): Promise<(candidate: Candidate) => Release> {
  const capped = candidates.filter(({ rules }) => rules?.caps)
  if (capped.length === 0) return () => ({ may: 'go' })
  const now = asking.now.getTime()
  const members = [...new Map(capped.map(({ claimed: { row } }) => [memberOf(row), row])).values()]
  const selves = { shards: members.map((row) => row.ofShard), ids: members.map((row) => row.ofId) }
  const busy = await lockOtherSelves(db, selves, asking.shards)
  const windowMs = Math.max(...capped.map(({ rules }) => (rules?.caps ? capWindowMs(rules.caps) : 0)))
  const times = { createdSince: new Date(now - windowMs - AGE_MS_MAX), since: new Date(now - windowMs) }
  const known = historiesOf(await readRecentMessages(db, selves, { ...times, token: asking.token, now: asking.now }))

  return ({ claimed: { row }, rules, waiting, counts }) => {
    const key = memberOf(row)
    const { sent, waitingToo } = known(key)
    if (rules?.caps) {
      if (busy.has(key)) return { may: 'hold', because: 'gives_way', until: now + BUSY_MS }
      const rivals = waitingToo.filter((rival) => rival.priority > rules.priority)
      const release = byCaps(waiting, rules, sent, rivals, now)
      if (release.may !== 'go') return release
    }
    if (counts) sent.push({ at: now, channel: waiting.channel, topic: waiting.topic })
    return { may: 'go' }
  }
}

type History = { sent: Sent[]; waitingToo: (Sent & { priority: number })[] }

function historiesOf(rows: RecentMessage[]): (key: string) => History {
  const histories = new Map<string, History>()
  const of = (key: string) => {
    const history = histories.get(key) ?? { sent: [], waitingToo: [] }
    histories.set(key, history)
    return history
  }
  for (const row of rows) {
    const sent = { at: row.at.getTime(), channel: row.channel, topic: row.topic }
    const { sent: list, waitingToo } = of(memberOf(row))
    if (row.isWaiting) waitingToo.push({ ...sent, priority: typeof row.priority === 'number' ? row.priority : PRIORITY_USUAL })
    else list.push(sent)
  }
  return of
}

/** Members merged from several have messages in several shards. Returns those for whom a shard could not be had. */
async function lockOtherSelves(db: Queryable, selves: Selves, held: ReadonlySet<number>): Promise<Set<string>> {
  const others = (await readAliasShards(db, selves)).map((alias) => ({ ...alias, needs: [alias.shard, alias.ofShard] }))
  const needed = [...new Set(others.flatMap(({ needs }) => needs))].filter((shard) => !held.has(shard))
  if (needed.length === 0) return new Set()
  const got = new Set([...held, ...(await lockShardsForSending(db, needed))])
  return new Set(others.filter(({ needs }) => needs.some((shard) => !got.has(shard))).map(memberOf))
}
