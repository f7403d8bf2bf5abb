import type { Answer } from '#domain/engine/decision.ts'
import type { Visit } from '#domain/engine/types.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { wake } from './happen.ts'
import { end, keep, latestOf, passageNow, standingOf, standings, type Turn } from './turn.ts'
import { walk } from './walk.ts'
import type { PassageChange, StreamRow } from './work.ts'

/** A progress is due. While its journey is paused, the timer is parked on it; one of a passage that is over is dropped. */
export function fire(turn: Turn, progressId: number, dueAt: number): void {
  const standing = passageNow(turn, progressId)
  if (!standing) return
  const fired = { ...standing, dueAt: null, hasFired: true }
  // One that this tick has ended already: its timer is gone with its row.
  if (standing.nodeKey === null) return turn.byId.has(progressId) ? keep(turn, fired) : undefined
  keep(turn, fired)
  const journey = turn.world.journey(standing.passage.journeyId)
  if (journey?.status === 'PAUSED') keep(turn, { ...fired, parkedDueAt: dueAt })
  else wake(turn, fired, { by: 'timer' })
}

/** The journey goes on: what a pause parked happens now, or is armed for `dueAt`. The earlier of event and timer wins. */
export function rearm(turn: Turn, progressId: number, dueAt: number | null): void {
  const standing = standingOf(turn, progressId)
  if (!standing || standing.parkedDueAt === null) return
  if (turn.world.journey(standing.passage.journeyId)?.status === 'PAUSED') return
  const { parkedDueAt, rest } = standing
  if (dueAt !== null && dueAt > turn.world.now) return keep(turn, { ...standing, parkedDueAt: null, dueAt })
  const parked = rest?.parked
  const isDue = parkedDueAt <= turn.world.now && (!parked || parkedDueAt < parked.at)
  const freed = { ...standing, parkedDueAt: null, rest: rest && { ...rest, parked: undefined } }
  if (parked && !isDue) {
    // Asked again where the condition no longer holds, it rests as before and needs its timer.
    keep(turn, { ...freed, dueAt: Math.max(parkedDueAt, turn.world.now) })
    wake(turn, { ...freed, dueAt: Math.max(parkedDueAt, turn.world.now) }, parked.cause)
  } else wake(turn, freed, { by: 'timer' })
}

/** The answer to the call that this visit made; one that comes after the passage has gone on is dropped. */
export function answered(turn: Turn, progressId: number, visit: number, answer: Answer): void {
  const standing = standingOf(turn, progressId)
  if (standing?.status === 'RUNNING' && standing.visits === visit) wake(turn, standing, { by: 'answer', answer })
}

export function cancel(turn: Turn, progressId: number, reason: string): void {
  const standing = standingOf(turn, progressId)
  if (standing) end(turn, standing, { status: 'CANCELED', reason })
}

export function leave(turn: Turn, journeyId: number, reason: string): void {
  if (!turn.known.passagesOf.has(journeyId)) turn.unknown.passagesOf.push(journeyId)
  for (const { passage } of standings(turn)) {
    const now = passage.journeyId === journeyId ? latestOf(turn, passage) : undefined
    if (now) end(turn, now, { status: 'CANCELED', reason })
  }
}

/** A passage in ERROR is open again: it arrives at the node that failed once more, or where that node leads by its first outlet. */
export function retry(turn: Turn, progressId: number, skips: boolean): void {
  const over = passageNow(turn, progressId)
  const journey = over && turn.world.journey(over.passage.journeyId)
  if (over?.status !== 'ERROR' || over.failedAt === null || !journey || journey.status === 'ENDED') return
  const node = turn.world.plan(over.versionId)?.nodes.get(over.failedAt)
  const outlets = node
    ? definitionOf(node.kind)
        .outlets(node.settings)
        .filter((outlet) => outlet !== 'error')
    : []
  const target = skips ? (node?.targets.get(outlets[0] ?? '') ?? null) : over.failedAt
  const open: PassageChange = { ...over, status: 'READY', nodeKey: over.failedAt, reason: null, failedAt: null, isReopened: true }
  if (target === null) return end(turn, open, { status: 'ENDED', reason: 'skipped' })
  const ready = { ...open, nodeKey: target }
  if (journey.status === 'PAUSED') keep(turn, { ...ready, parkedDueAt: turn.row.at })
  else walk(turn, ready, journey)
}

/** A passage goes over to another version: it rests on where the node is the same, arrives anew where it is another, or leaves. */
export function move(turn: Turn, { progressId, versionId, moves }: Extract<StreamRow, { kind: 'move' }>): void {
  const standing = standingOf(turn, progressId)
  const journey = standing && turn.world.journey(standing.passage.journeyId)
  if (!standing || !journey || standing.nodeKey === null || standing.versionId === versionId) return
  if (!Object.hasOwn(moves, standing.nodeKey)) return
  const target = moves[standing.nodeKey] ?? null
  if (target === null) return end(turn, standing, { status: 'CANCELED', reason: 'version_exit' })
  const kindOf = (version: number, key: string) => turn.world.plan(version)?.nodes.get(key)?.kind
  const isSame = target === standing.nodeKey && kindOf(versionId, target) === kindOf(standing.versionId, target)
  if (isSame) {
    const moved = { ...standing, versionId }
    keep(turn, moved)
    if (moved.status === 'WAITING' && moved.parkedDueAt === null) wake(turn, moved, { by: 'edit' })
    return
  }
  const line: Visit = {
    number: standing.visits,
    nodeKey: standing.nodeKey,
    outlet: '!moved',
    arrived: false,
    outcome: 'skip',
    reason: 'version',
  }
  const arriving: PassageChange = {
    ...{ ...standing, versionId, nodeKey: target, status: 'READY', dueAt: null, rest: null, parkedDueAt: null },
    walk: [...standing.walk, line],
  }
  if (journey.status === 'PAUSED') keep(turn, { ...arriving, parkedDueAt: turn.row.at })
  else walk(turn, arriving, journey)
}
