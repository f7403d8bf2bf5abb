import { byClock, precedence, type Release } from '#domain/message/release.ts'
import type { Queryable } from '#server/db/pg.ts'
import type { Claimed } from '#server/message/claim.ts'
import { byAllowance } from './byAllowance.ts'
import { byHistory } from './byHistory.ts'
import { type Candidate, candidateOf, rulesIn, type Stopped } from './candidate.ts'

/** The claim that asks: its token, the shards it holds (class 2), and its instant. */
export type Asking = { token: string; shards: ReadonlySet<number>; now: Date }
export type Limited = { go: Claimed[]; stopped: { claimed: Claimed; release: Stopped; timeZone: string }[] }

/**
 * Which of the messages that may be sent at all go out now, in the claiming transaction: quiet hours first, then caps and
 * gap, then the journey's quota and rate, so that only what really goes is charged. What no rule holds costs no query.
 */
export async function limit(db: Queryable, claimed: Claimed[], asking: Asking): Promise<Limited> {
  const journeys = new Map<string, ReturnType<typeof rulesIn>>()
  const rulesOfJourney = ({ row, workspace }: Claimed) => {
    const id = String(row.journeyId)
    const rules = journeys.get(id) ?? rulesIn(workspace.journeys?.[id])
    journeys.set(id, rules)
    return rules
  }
  const candidates = claimed.map((one) => candidateOf(one, rulesOfJourney(one)))
  if (candidates.every(({ rules }) => rules === null)) return { go: claimed, stopped: [] }

  candidates.sort((a, b) => precedence(a.precedence, b.precedence))
  const stopped: Limited['stopped'] = []
  const keep = (left: Candidate[], releaseOf: (candidate: Candidate) => Release) =>
    left.filter((candidate) => {
      const release = releaseOf(candidate)
      if (release.may === 'go') return true
      stopped.push({ claimed: candidate.claimed, release, timeZone: candidate.waiting.timeZone })
      return false
    })
  const byTime = keep(candidates, ({ waiting, rules }) => (rules ? byClock(waiting, rules, asking.now.getTime()) : { may: 'go' }))
  const fitting = keep(byTime, await byHistory(db, byTime, asking))
  const paid = keep(fitting, await byAllowance(db, fitting, asking.now.getTime()))
  return { go: paid.map((candidate) => candidate.claimed), stopped }
}
