import type { Spending } from '#domain/message/allowance.ts'
import { channels } from '#domain/message/channel.ts'
import { chargeWithin, type Release } from '#domain/message/release.ts'
import type { Queryable } from '#server/db/pg.ts'
import { lockSpending, type SpendingRow, writeSpending } from '#server/sql/spending.ts'
import type { Candidate } from './candidate.ts'

/** '' is the row that the journey is locked by, and its rate kept in. */
const ROWS = ['', ...channels.filter((channel) => channel !== 'webhook')]

/**
 * Takes messages out of their journeys' quota and rate: two statements for all of them. A message is charged once, however
 * often it is claimed; what comes to nothing is given back when it ends.
 */
export async function byAllowance(db: Queryable, candidates: Candidate[], now: number): Promise<(candidate: Candidate) => Release> {
  const asking = candidates.filter(isToBeCharged)
  if (asking.length === 0) return () => ({ may: 'go' })
  const journeys = new Map(asking.map(({ claimed: { row } }) => [row.journeyId ?? 0, row.workspaceId]))
  const rows = await lockSpending(
    db,
    [...journeys].map(([journeyId, workspaceId]) => ({ journeyId, workspaceId })),
    ROWS,
  )
  const releases = new Map<Candidate, Release>()
  const before = new Map([...journeys.keys()].map((journeyId) => [journeyId, spendingOf(rows, journeyId)]))
  const after = new Map(before)
  for (const candidate of asking) releases.set(candidate, chargeOne(candidate, after, now))
  const charged = asking.filter((candidate) => releases.get(candidate)?.may === 'go').map(({ claimed: { row } }) => row)
  await writeSpending(db, spentOf(before, after), pacedOf(before, after), charged)
  return (candidate) => releases.get(candidate) ?? { may: 'go' }
}

const isToBeCharged = ({ rules, claimed: { row } }: Candidate): boolean =>
  rules !== null && (rules.messageQuota !== null || rules.rateLimit !== null) && row.journeyId !== null && !row.isCharged

type Spendings = Map<number, Spending>
const NOTHING: Spending = { used: {}, nextAt: null }

function chargeOne({ claimed: { row }, rules, waiting }: Candidate, spendings: Spendings, now: number): Release {
  const journeyId = row.journeyId ?? 0
  const allowance = { messageQuota: rules?.messageQuota ?? null, rateLimit: rules?.rateLimit ?? null }
  const message = { ...waiting, hasPlace: row.reason === 'rate_limit' }
  const charged = chargeWithin(message, allowance, spendings.get(journeyId) ?? NOTHING, now)
  if (charged.may === 'drop') return charged
  spendings.set(journeyId, charged.spending)
  return charged
}

function spendingOf(rows: SpendingRow[], journeyId: number): Spending {
  const own = rows.filter((row) => row.journeyId === journeyId)
  const used = Object.fromEntries(own.filter(({ channel }) => channel !== '').map((row) => [row.channel, row.used]))
  return { used, nextAt: own.find(({ channel }) => channel === '')?.nextAt ?? null }
}

const spentOf = (before: Spendings, after: Spendings) =>
  [...after].flatMap(([journeyId, { used }]) =>
    Object.entries(used).flatMap(([channel, count]) => {
      const more = count - (before.get(journeyId)?.used[channel] ?? 0)
      return more > 0 ? [{ journeyId, channel, used: more }] : []
    }),
  )

const pacedOf = (before: Spendings, after: Spendings) =>
  [...after].flatMap(([journeyId, { nextAt }]) => (nextAt === before.get(journeyId)?.nextAt ? [] : [{ journeyId, nextAt }]))
