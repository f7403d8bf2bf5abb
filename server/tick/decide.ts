import { apply } from '#domain/engine/apply/apply.ts'
import { type Applied, type MemberWork, NOTHING_KNOWN, type World } from '#domain/engine/apply/work.ts'
import type { Catalog, Catalogs } from './catalog.ts'
import type { Run } from './connection.ts'
import { reasonOf, type Share } from './gather.ts'
import { Questions } from './questions.ts'

export type Decided = { share: Share; applied: Applied }
export type Guilty = { share: Share; reason: string }

/** A decision that still asks after this many rounds never ends. */
const ROUNDS_MAX = 100

/**
 * Applies every member's rows. Those that ask are answered together, a query a kind of question, and applied again from
 * their start. A member whose rows throw is guilty alone.
 */
export async function decide(
  shares: Share[],
  { catalog, catalogs, now, run }: { catalog: Catalog; catalogs: Catalogs; now: number; run: Run },
): Promise<{ decided: Decided[]; guilty: Guilty[] }> {
  const decided: Decided[] = []
  const guilty: Guilty[] = []
  const worlds = new Map<number, World>()
  const worldOf = (workspaceId: number) => {
    const world = worlds.get(workspaceId) ?? worldFor(workspaceId, catalog, catalogs, now)
    worlds.set(workspaceId, world)
    return world
  }
  let undecided = shares
  for (let round = 0; undecided.length > 0; round++) {
    const questions = new Questions()
    const asking: Share[] = []
    for (const share of undecided) {
      try {
        const answer = apply(workOf(share), worldOf(share.workspaceId), share.known ?? NOTHING_KNOWN)
        if (!('unknown' in answer)) decided.push({ share, applied: answer })
        else if (round === ROUNDS_MAX) guilty.push({ share, reason: 'It asks for facts without end.' })
        else {
          asking.push(share)
          questions.add(share, answer.unknown)
        }
      } catch (error) {
        guilty.push({ share, reason: reasonOf(error) })
      }
    }
    const unreadable = await questions.answer(run, { now, catalog, catalogs })
    for (const [share, reason] of unreadable) guilty.push({ share, reason })
    undecided = asking.filter((share) => !unreadable.has(share))
  }
  return { decided, guilty }
}

const NOTHING = new Map<number, never>()

/** A share as the engine takes it. */
export const workOf = ({
  facts,
  workspaceZone,
  stream,
  passages,
  segments,
  wakeAt,
  isAssessed,
  messages,
  arrivals,
}: Share): MemberWork => ({
  member: facts,
  workspaceZone,
  rows: stream,
  passages,
  segments: segments ?? NOTHING,
  wakeAt,
  isAssessed,
  messages: messages ?? NOTHING,
  arrivals: arrivals ?? NOTHING,
})

export const worldFor = (workspaceId: number, catalog: Catalog, catalogs: Catalogs, now: number): World => ({
  now,
  listening: (eventName) => catalog.listening(workspaceId, eventName),
  closing: (name) => catalog.closing(workspaceId, name),
  journey: (id) => {
    const journey = catalog.journeys.get(id)
    return journey?.workspaceId === workspaceId ? journey : undefined
  },
  plan: (versionId) => catalogs.plan(versionId),
  segments: catalog.segments(workspaceId),
  dated: catalog.dated(workspaceId),
})
