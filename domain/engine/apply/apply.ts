import { awaited } from '#domain/engine/awaited.ts'
import type { EventInHand, Json, PlanNode } from '#domain/engine/types.ts'
import { messageEvent, systemEvents } from '#domain/event/system.ts'
import { TAGS, tagsAfter } from '#domain/member/tags.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { reservedOf } from './attributes.ts'
import { answered, cancel, giveUp, leave, retry } from './commands.ts'
import { askAgain, drain, enter, happen, madeHere } from './happen.ts'
import { datesOf, nextWake, reassess, reassessDue, setAttributes } from './member.ts'
import { move } from './move.ts'
import { fire, rearm } from './parked.ts'
import { begin, factsFor, type Turn } from './turn.ts'
import {
  type Applied,
  type AttributeChange,
  isAsking,
  type Known,
  type MemberWork,
  type StreamRow,
  type Unknown,
  type World,
} from './work.ts'

/** An event that journeys have handed on to one another this often starts and wakes nothing more. */
const HOPS_MAX = 20

/**
 * Applies one member's rows in order and returns everything that should be true after them, or what it needs to know
 * first; then it is called again, from the start, knowing more. Pure: nothing given is changed.
 *
 * For an event: segments first, then entry against what was open before it (rows applied earlier in the batch included),
 * then exits and goals, then those who waited for it; then whatever followed from that, until nothing does. An event marked
 * as history is counted and starts nothing. A timer whose journey is paused is parked on its passage; one of a passage that
 * is over is dropped.
 */
export function apply(work: MemberWork, world: World, known: Known): Applied | { unknown: Unknown } {
  const turn = begin(work, world, known)
  for (const row of work.rows) {
    turn.row = row
    if (row.id !== 0) turn.parts = 0
    if (!work.isAssessed && turn.history.length === 0 && row === work.rows[0]) assessFirst(turn)
    applyRow(turn, row)
    drain(turn)
  }
  return result(turn)
}

function applyRow(turn: Turn, row: StreamRow): void {
  switch (row.kind) {
    case 'event':
      turn.events.push(row.event)
      if (row.traits) setAttributes(turn, row.traits, 1)
      reassess(turn, [awaited.event(row.event.name)], 1)
      if (!row.isHistory && row.hops <= HOPS_MAX) happen(turn, row.event)
      return
    case 'change':
      return setAttributes(turn, row.tags ? { ...row.set, [TAGS]: tagsAfter(turn.member.attributes[TAGS], row.tags) } : row.set, 1)
    case 'timer':
      return fire(turn, row.progressId, row.at)
    case 'wake':
      return come(turn, row.at)
    case 'evaluate':
      reassess(turn, 'all', 1)
      turn.isReckoned = true
      return
    case 'entry':
      return letIn(turn, row)
    case 'outcome':
      return tell(turn, row)
    case 'answer':
      return answered(turn, row.progressId, row.visit, row.answer)
    case 'rearm':
      return rearm(turn, row)
    case 'cancel':
      return cancel(turn, row.progressId, row.reason)
    case 'leave':
      return leave(turn, row.journeyId, row.reason)
    case 'retry':
      return retry(turn, row)
    case 'exit':
      return giveUp(turn, row.progressId, row.reason)
    case 'move':
      return move(turn, row)
  }
}

/** A member who was never looked at: where segments or dates are kept, all of them are reckoned. */
function assessFirst(turn: Turn): void {
  if (turn.world.segments.length === 0 && turn.world.dated.length === 0) return
  reassess(turn, 'all', 1)
  turn.isReckoned = true
}

/** The member's own timer: segments that change by time alone, and the dates that have come since it was set. */
function come(turn: Turn, dueAt: number): void {
  turn.hasWoken = true
  turn.isReckoned = true
  reassessDue(turn, turn.world.now)
  for (const { journeyId, nodeKey, at } of [...datesOf(turn, dueAt - 1)]) {
    const journey = turn.world.journey(journeyId)
    if (at > turn.world.now || journey?.status !== 'ONGOING') continue
    const event = madeHere(turn, systemEvents.dateCame, { node: nodeKey, date: new Date(at).toISOString() })
    enter(turn, journey, { key: nodeKey, onlyOnce: false, saw: [] }, { ...event, at })
  }
}

function letIn(turn: Turn, { journeyId, by, nodeKey, event, hops }: Extract<StreamRow, { kind: 'entry' }>): void {
  const journey = turn.world.journey(journeyId)
  if (!journey || hops > HOPS_MAX) return
  const { triggers, nodes } = journey.plan
  const key = nodeKey ?? triggers.find((one) => isFor(turn, nodes.get(one), by, event))
  const isOpen = journey.status === 'ONGOING' && key !== undefined && triggers.includes(key)
  if (isOpen) enter(turn, journey, { key, onlyOnce: false, saw: [] }, event)
  else turn.refusals.push({ journeyId, nodeKey: key ?? '', at: turn.row.at, event, because: 'not_ongoing', saw: [] })
}

/** Whether a trigger is there for entries of this sort, and takes this one. */
function isFor(turn: Turn, node: PlanNode | undefined, by: string, event: EventInHand): boolean {
  if (node?.kind !== `trigger.${by}`) return false
  const { settings } = node
  const match = definitionOf(node.kind).trigger?.matches({
    settings,
    event,
    member: turn.member,
    facts: factsFor(turn, null),
    now: turn.world.now,
  })
  return match?.known === true && match.value
}

function tell(turn: Turn, { messageId, outcome, happened }: Extract<StreamRow, { kind: 'outcome' }>): void {
  const about = turn.work.messages.get(messageId)
  if (!about) return
  turn.told.push({ messageId, outcome, at: happened, about })
  reassess(turn, [awaited.message], 1)
  const { nodeKey: node, template, journeyId } = about
  const properties = { messageId: String(messageId), node, template, journeyId: journeyId === null ? null : String(journeyId) }
  happen(turn, madeHere(turn, messageEvent(about.channel, outcome), properties))
  askAgain(turn, [awaited.message])
}

const NONE: never[] = []

function result(turn: Turn): Applied | { unknown: Unknown } {
  const { unknown, work } = turn
  if (isAsking(unknown)) return { unknown }
  const wakeAt = turn.isReckoned ? nextWake(turn) : work.wakeAt
  return {
    changes: turn.changes,
    attributes: turn.history.length > 0 ? changeOf(turn) : null,
    segments: turn.flipped ? [...turn.flipped.values()] : NONE,
    // Written once without need, so that it is known that this member was reckoned.
    wakeAt: wakeAt === work.wakeAt && !turn.hasWoken && (work.isAssessed || !turn.isReckoned) ? undefined : wakeAt,
    refusals: turn.refusals,
    moved: turn.moved,
    sent: turn.sent,
    exposed: turn.exposed,
  }
}

/** Several changes of one attribute come to the last. One cause may have changed several times: its history is one line. */
function changeOf({ history, member }: Turn): AttributeChange {
  const set = new Map<string, Json>()
  const lines = new Map<string, AttributeChange['history'][number]>()
  for (const { causeId, at, changes } of history) {
    const key = `${causeId} ${at}`
    const line = lines.get(key)
    const merged = new Map(Object.entries(line?.changes ?? {}))
    for (const [name, [before, after]] of Object.entries(changes)) {
      set.set(name, after)
      merged.set(name, [merged.get(name)?.[0] ?? before, after])
    }
    lines.set(key, { causeId, at, changes: Object.fromEntries(merged) })
  }
  return { set: Object.fromEntries(set), ...reservedOf(member.attributes), history: [...lines.values()] }
}
