import type { Happened, Player } from './member.ts'
import type { MadeUpEvent, Synthetic } from './request.ts'

/** Made-up events, in the order they were written where their times are equal. `firstId` is the first one's. */
export const happenedOf = (events: readonly MadeUpEvent[], firstId: number): Happened[] =>
  events
    .map(({ event: name, timestamp, properties, traits }, place): Happened & { event: { at: number } } => ({
      event: { id: firstId + place, name, at: Date.parse(timestamp), properties },
      traits: traits ?? null,
    }))
    .sort((a, b) => a.event.at - b.event.at)

/**
 * The members of a made-up world, in the order they were written. Events before `from` are history.
 *
 * Answers the place of the first event whose member is not there.
 */
export function playersOf({ members, events }: Synthetic, from: number): { players: Player[] } | { unknownAt: number } {
  const byUser = new Map<string, MadeUpEvent[]>(members.map(({ userId }) => [userId, []]))
  for (const [place, event] of events.entries()) {
    const own = byUser.get(event.userId)
    if (!own) return { unknownAt: place }
    own.push(event)
  }
  let id = 0
  let firstId = 1
  const players = [...new Map(members.map((member) => [member.userId, member])).values()].map(({ userId, attributes, timeZone }) => {
    const own = byUser.get(userId) ?? []
    const all = happenedOf(own, firstId)
    firstId += own.length
    return {
      id: ++id,
      userId,
      attributes: timeZone === undefined ? attributes : { ...attributes, timezone: timeZone },
      ...split(all, from),
      consents: new Map(),
      suppressed: new Set<never>(),
    }
  })
  return { players }
}

/** When the clock begins: as asked, else with the first event. */
export const beginningOf = ({ from, events, until }: Synthetic): number =>
  from !== undefined
    ? Date.parse(from)
    : events.reduce((first, { timestamp }) => Math.min(first, Date.parse(timestamp)), Date.parse(until) - 1)

/** Events before the window are history, which starts nothing. Attribute changes before it are in the attributes already. */
export function split(happened: readonly Happened[], from: number): Pick<Player, 'before' | 'happened'> {
  const before: Player['before'][number][] = []
  const inside: Happened[] = []
  for (const one of happened) {
    if (!('event' in one)) {
      if (one.at >= from) inside.push(one)
    } else if (one.event.at < from) before.push(one.event)
    else inside.push(one)
  }
  return { before, happened: inside }
}
