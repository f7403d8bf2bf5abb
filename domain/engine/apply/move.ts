import type { LiveJourney, Plan, Rest, Visit } from '#domain/engine/types.ts'
import { targetOf } from '#domain/journey/moves.ts'
import { wake } from './happen.ts'
import { end, keep, standingOf, type Turn } from './turn.ts'
import { walk, walkOn, within } from './walk.ts'
import type { PassageChange, StreamRow } from './work.ts'

/**
 * A passage goes over to a later version: it rests on where the node is the same, its wait reckoned anew from its arrival;
 * arrives where it is another; or leaves. Also while the journey is paused, when nobody moves on: what would is parked.
 */
export function move(turn: Turn, { progressId, versionId, moves, moveId }: Extract<StreamRow, { kind: 'move' }>): void {
  const standing = standingOf(turn, progressId)
  const journey = standing && turn.world.journey(standing.passage.journeyId)
  const plan = turn.world.plan(versionId)
  if (!standing || !journey || !plan || standing.nodeKey === null || versionId <= standing.versionId) return
  const target = targetOf(moves, standing.nodeKey, (key) => plan.nodes.has(key))
  if (target === undefined) return
  if (moveId !== null) turn.moved.push({ moveId, left: target === null })
  if (target === null) return end(turn, standing, { status: 'CANCELED', reason: 'version_exit' })
  const kindBefore = turn.world.plan(standing.versionId)?.nodes.get(standing.nodeKey)?.kind
  const isSame = target === standing.nodeKey && plan.nodes.get(target)?.kind === kindBefore
  if (isSame) restOn(turn, { ...standing, versionId }, journey, plan)
  else arrive(turn, standing, journey, { versionId, nodeKey: target })
}

/** The wait is reckoned anew. One that is parked, or would now be over in a pause, is left to the resume. */
function restOn(turn: Turn, moved: PassageChange, journey: LiveJourney, plan: Plan): void {
  if (moved.status !== 'WAITING') return keep(turn, moved)
  const since = moved.rest?.since ?? arrivalOf(turn, moved)
  const rest: Rest = moved.rest ?? { since, until: moved.dueAt ?? moved.parkedDueAt ?? since, awaits: [] }
  const standing = { ...moved, rest }
  if (moved.parkedDueAt === null && journey.status !== 'PAUSED') {
    keep(turn, standing)
    return wake(turn, standing, { by: 'edit' })
  }
  const walked = walkOn(turn, standing, journey, plan, { cause: { by: 'edit' } })
  if (!walked) return
  const { parked } = rest
  if (walked.walk.length > 0) {
    if (moved.parkedDueAt !== null) return keep(turn, standing)
    const now = { at: turn.row.at, cause: { by: 'edit' } } as const
    return keep(turn, { ...standing, rest: { ...rest, parked: now }, parkedDueAt: moved.dueAt ?? turn.row.at, dueAt: null })
  }
  const { dueAt, rest: next } = within(turn, standing, journey, walked)
  const isParked = parked !== undefined || (moved.parkedDueAt !== null && dueAt !== null && dueAt <= turn.world.now)
  const armed = isParked ? { parkedDueAt: dueAt, dueAt: null } : { parkedDueAt: null, dueAt }
  keep(turn, { ...standing, ...armed, status: walked.status, rest: next && { ...next, parked } })
}

/** When the member came to where it rests. */
const arrivalOf = ({ work, world }: Turn, { walk: walked, passage }: PassageChange): number =>
  walked.length > 0 || passage.id === null ? world.now : (work.arrivals?.get(passage.id) ?? world.now)

function arrive(turn: Turn, standing: PassageChange, journey: LiveJourney, at: { versionId: number; nodeKey: string }): void {
  const line: Visit = {
    number: standing.visits,
    nodeKey: standing.nodeKey ?? '',
    outlet: '!moved',
    arrived: false,
    outcome: 'skip',
    reason: 'version',
  }
  const arriving: PassageChange = {
    ...{ ...standing, ...at, status: 'READY', dueAt: null, rest: null, parkedDueAt: null },
    walk: [...standing.walk, line],
  }
  if (journey.status === 'PAUSED') keep(turn, { ...arriving, parkedDueAt: turn.row.at })
  else walk(turn, arriving, journey)
}
