import { evaluate } from '#domain/condition/evaluate.ts'
import { awaited, awaitsOf } from '#domain/engine/awaited.ts'
import type { LiveSegment } from '#domain/engine/types.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { changeAttributes, reservedOf } from './attributes.ts'
import { ask, factsFor, type Turn } from './turn.ts'
import type { Bag, Membership } from './work.ts'

/** Writes attributes of the member, null removing, and notes what follows from it. */
export function setAttributes(turn: Turn, set: Bag, depth: number): void {
  const changed = changeAttributes(turn.member.attributes, set)
  if (!changed) return
  turn.history.push({ causeId: turn.row.id, at: turn.row.at, changes: changed.changes })
  const timeZone = 'timezone' in set ? (reservedOf(changed.attributes).timeZone ?? turn.work.workspaceZone) : turn.member.timeZone
  turn.member = { ...turn.member, attributes: changed.attributes, timeZone }
  turn.consequences.push({ of: 'attributes', changes: changed.changes, depth })
}

const awaitsOfSegment = new WeakMap<LiveSegment, ReadonlySet<string>>()
function reads(segment: LiveSegment, names: readonly string[]): boolean {
  const known = awaitsOfSegment.get(segment) ?? new Set(awaitsOf(segment.reads))
  awaitsOfSegment.set(segment, known)
  return names.some((name) => known.has(name))
}

/** Reckons anew the segments that look at one of these (names made by `awaited`), or all of them. */
export function reassess(turn: Turn, names: readonly string[] | 'all', depth: number): void {
  // In another zone every date without an offset and every day is another.
  const isAll = names === 'all' || names.includes(awaited.attribute('timezone'))
  for (const segment of turn.world.segments) if (isAll || reads(segment, names)) assess(turn, segment, depth)
}

/** Those whose time has come. */
export function reassessDue(turn: Turn, now: number): void {
  for (const segment of turn.world.segments) {
    const changesAt = turn.segments.get(segment.id)?.changesAt ?? null
    if (changesAt !== null && changesAt <= now) assess(turn, segment, 1)
  }
}

function assess(turn: Turn, segment: LiveSegment, depth: number): void {
  const { now } = turn.world
  const result = evaluate(segment.condition, {
    member: turn.member,
    facts: factsFor(turn, null),
    now,
    timeZone: zoneOf(turn.member.timeZone),
  })
  if (!result.known) return ask(turn, result.missing, null)
  turn.isReckoned = true
  const before = turn.segments.get(segment.id)
  const wasIn = before?.isIn ?? false
  const isFlipped = result.value !== wasIn
  if (!before && !result.value && result.changesAt === null) return
  if (before && !isFlipped && before.changesAt === result.changesAt) return
  const membership: Membership = {
    isIn: result.value,
    since: isFlipped || !before ? turn.row.at : before.since,
    changesAt: result.changesAt,
  }
  turn.ownSegments ??= new Map(turn.segments)
  turn.segments = turn.ownSegments.set(segment.id, membership)
  const flips = turn.flipped?.get(segment.id)?.flips ?? []
  turn.flipped ??= new Map()
  turn.flipped.set(segment.id, {
    segmentId: segment.id,
    membership,
    flips: isFlipped ? [...flips, { at: turn.row.at, isIn: result.value }] : flips,
  })
  if (isFlipped) turn.consequences.push({ of: 'segment', key: segment.key, isIn: result.value, depth })
}

/** When the member's own timer is due next: at the first instant at which a segment can change, or a date comes. */
export function nextWake(turn: Turn): number | null {
  let next = Number.POSITIVE_INFINITY
  // Rows of segments that are gone may be left: they wake nobody.
  for (const { id } of turn.world.segments) next = Math.min(next, turn.segments.get(id)?.changesAt ?? next)
  for (const date of datesOf(turn, turn.world.now)) next = Math.min(next, date.at)
  return next === Number.POSITIVE_INFINITY ? null : next
}

/** For every trigger that starts on a date of the member: the first such instant after `after`. */
export function* datesOf(turn: Turn, after: number): Generator<{ journeyId: number; nodeKey: string; at: number }> {
  for (const { id: journeyId, plan } of turn.world.dated) {
    for (const nodeKey of plan.triggers) {
      const node = plan.nodes.get(nodeKey)
      const half = node && definitionOf(node.kind).trigger
      const at = half?.nextAt?.({ settings: node?.settings, member: turn.member, after }) ?? null
      if (at !== null) yield { journeyId, nodeKey, at }
    }
  }
}

/** Whether a journey starts on a date that one of these attributes may hold. */
export const hasDates = (turn: Turn, names: readonly string[]): boolean =>
  turn.world.dated.some(({ plan }) => plan.triggers.some((key) => readsAny(plan.nodes.get(key), names)))

function readsAny(node: { kind: Parameters<typeof definitionOf>[0]; settings: unknown } | undefined, names: readonly string[]): boolean {
  if (!node) return false
  const definition = definitionOf(node.kind)
  return definition.trigger?.nextAt !== undefined && definition.reads(node.settings).some((name) => names.includes(name))
}
