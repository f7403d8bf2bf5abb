import type { Answer } from '#domain/engine/decision.ts'
import type { PlanNode } from '#domain/engine/types.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { wake } from './happen.ts'
import { end, keep, latestOf, passageNow, standingOf, standings, type Turn } from './turn.ts'
import { walk } from './walk.ts'
import type { PassageChange, StreamRow } from './work.ts'

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

/**
 * A passage in ERROR is open again: it arrives at `nodeKey`, at the node that failed once more, or, skipping that, where it
 * leads by its first outlet. Its version knows the node, or nothing happens.
 */
export function retry(turn: Turn, { progressId, skips, nodeKey }: Extract<StreamRow, { kind: 'retry' }>): void {
  const open = reopened(turn, progressId)
  const journey = open && turn.world.journey(open.passage.journeyId)
  if (!open || open.nodeKey === null || !journey || journey.status === 'ENDED') return
  const nodes = turn.world.plan(open.versionId)?.nodes
  if (nodeKey !== undefined && !nodes?.has(nodeKey)) return
  const target = nodeKey ?? (skips ? pastOf(nodes?.get(open.nodeKey)) : open.nodeKey)
  if (target === null) return endAnew(turn, open, { status: 'ENDED', reason: 'skipped' })
  const ready = { ...open, nodeKey: target }
  if (journey.status === 'PAUSED') keep(turn, { ...ready, parkedDueAt: turn.row.at })
  else walk(turn, ready, journey)
}

/** A passage in ERROR is canceled instead. */
export function giveUp(turn: Turn, progressId: number, reason: string): void {
  const open = reopened(turn, progressId)
  if (open) endAnew(turn, open, { status: 'CANCELED', reason })
}

/** A passage in ERROR as if it stood READY at the node that failed. */
function reopened(turn: Turn, progressId: number): PassageChange | undefined {
  const over = passageNow(turn, progressId)
  if (over?.status !== 'ERROR' || over.failedAt === null) return undefined
  return { ...over, status: 'READY', nodeKey: over.failedAt, reason: null, failedAt: null, isReopened: true }
}

/** By its error it left its node already, so ending there is another arrival: who came and who left stay even. */
function endAnew(turn: Turn, open: PassageChange, ending: { status: 'CANCELED' | 'ENDED'; reason: string }): void {
  end(turn, { ...open, visits: open.visits + 1 }, ending)
  const over = passageNow(turn, open.passage.id ?? 0)
  if (over) keep(turn, { ...over, walk: over.walk.map((line, at) => (at === over.walk.length - 1 ? { ...line, arrived: true } : line)) })
}

/** Where a node leads by its first outlet that is none of errors; null when nowhere. */
function pastOf(node: PlanNode | undefined): string | null {
  const outlet =
    node &&
    definitionOf(node.kind)
      .outlets(node.settings)
      .find((one) => one !== 'error')
  return (outlet !== undefined && node?.targets.get(outlet)) || null
}
