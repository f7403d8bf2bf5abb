import { wake } from './happen.ts'
import { end, keep, passageNow, standingOf, type Turn } from './turn.ts'
import type { PassageChange, StreamRow } from './work.ts'

type Parked = NonNullable<NonNullable<PassageChange['rest']>['parked']>

/**
 * A progress is due. While its journey is paused, the timer is parked on it; one of a passage that is over is dropped. One
 * that a resume put off goes on with what came first during the pause.
 */
export function fire(turn: Turn, progressId: number, dueAt: number): void {
  const standing = passageNow(turn, progressId)
  if (!standing) return
  const fired = { ...standing, dueAt: null, hasFired: true }
  // One that this tick has ended already: its timer is gone with its row.
  if (standing.nodeKey === null) return turn.byId?.has(progressId) ? keep(turn, fired) : undefined
  keep(turn, fired)
  const journey = turn.world.journey(standing.passage.journeyId)
  if (journey?.status === 'PAUSED') keep(turn, { ...fired, parkedDueAt: dueAt })
  else if (fired.rest?.parked) goOn(turn, fired, fired.rest.parked, fired.rest.until)
  else wake(turn, fired, { by: 'timer' })
}

/**
 * The journey goes on: what a pause parked happens now, or at `dueAt`, or never. The earlier of event and timer wins; what
 * comes between the resume and `dueAt` is later than both.
 */
export function rearm(turn: Turn, { progressId, dueAt, isTooLate }: Extract<StreamRow, { kind: 'rearm' }>): void {
  const standing = standingOf(turn, progressId)
  if (!standing || standing.parkedDueAt === null) return
  if (turn.world.journey(standing.passage.journeyId)?.status === 'PAUSED') return
  if (isTooLate) return end(turn, standing, { status: 'CANCELED', reason: 'too_late' })
  const { parkedDueAt, rest } = standing
  const first = firstOf(turn, parkedDueAt, rest?.parked)
  if (!first) return keep(turn, { ...standing, parkedDueAt: null, dueAt: parkedDueAt })
  if (dueAt !== null && dueAt > turn.world.now)
    return keep(turn, { ...standing, parkedDueAt: null, dueAt, rest: rest && { ...rest, parked: first } })
  goOn(turn, standing, first, parkedDueAt)
}

/** What came first; null when nothing has: the timer is still ahead. */
function firstOf({ world }: Turn, parkedDueAt: number, parked: Parked | undefined): Parked | null {
  const timer: Parked = { at: parkedDueAt, cause: { by: 'timer' } }
  if (!parked) return parkedDueAt <= world.now ? timer : null
  return parkedDueAt <= world.now && parkedDueAt < parked.at ? timer : parked
}

function goOn(turn: Turn, standing: PassageChange, { cause }: Parked, dueAt: number): void {
  const freed = { ...standing, parkedDueAt: null, rest: standing.rest && { ...standing.rest, parked: undefined } }
  if (cause.by === 'timer') return wake(turn, freed, cause)
  // Asked again where the condition no longer holds, it rests as before and needs its timer.
  const resting = { ...freed, dueAt: Math.max(dueAt, turn.world.now) }
  keep(turn, resting)
  wake(turn, resting, cause)
}
