import { apply } from '#domain/engine/apply/apply.ts'
import type { Applied, MemberWork, PassageChange, Refusal, StreamRow, World } from '#domain/engine/apply/work.ts'
import { LIVE } from '#domain/engine/inbox.ts'
import { type Player, timeOf } from './member.ts'
import type { MessageOutcome } from './messages.ts'
import { Part } from './part.ts'
import { learn, type Stage } from './stage.ts'

/** What is told of a play, as it happens. `at` is the virtual clock. */
export interface Audience {
  passage(player: Player, at: number, progressId: number, change: PassageChange, outcomes: readonly MessageOutcome[]): void
  refusal(player: Player, at: number, refusal: Refusal): void
}

/** Epoch ms; `to` is exclusive, also for timers. */
export type Window = { from: number; to: number }

/** Turns at one instant: more than this and a journey goes round without time passing. */
const TURNS_MAX = 1_000
const ROUNDS_MAX = 100

/**
 * Plays one member through the journey: the engine's own `apply` under a virtual clock that stands still at every instant
 * at which an event came or a timer is due, until nothing is left to do there. What a turn emits, and what became of its
 * messages and calls, is the next turn's at the same instant, as a live tick would find it in the inbox.
 */
export function play(player: Player, stage: Stage, window: Window, audience: Audience): void {
  const part = new Part(player, stage)
  begin(part, stage, window.from)
  const { happened } = player
  let next = 0
  let turns = 0
  let last = Number.NaN
  for (;;) {
    const first = happened[next]
    const now = Math.max(window.from, Math.min(first ? timeOf(first) : Number.POSITIVE_INFINITY, part.nextAt()))
    if (now >= window.to) return
    turns = now === last ? turns + 1 : 0
    last = now
    if (turns > TURNS_MAX) throw new Error(`The journey goes round at ${new Date(now).toISOString()} without time passing.`)
    const rows = part.takeArrived()
    // What comes after something that matters, at the same instant, must not be history before it.
    for (let one = first; one && timeOf(one) <= now; one = happened[++next])
      if (rows.length > 0 || part.minds(one)) rows.push(part.rowOf(one))
    if (rows.length > 0 || part.nextAt() <= now) turn(part, stage, rows, now, audience)
  }
}

/** What is so when the window begins is reckoned in silence: it does not start anything. */
function begin(part: Part, stage: Stage, from: number): void {
  const world = stage.quietlyAt(from)
  if (stage.segments.length === 0 && world.dated.length === 0) return
  const rows: StreamRow[] = [{ kind: 'evaluate', id: 0, lane: LIVE, at: from }]
  part.now = from
  part.keep(decide(part, stage, rows, [], world))
}

function turn(part: Part, stage: Stage, arrived: StreamRow[], now: number, audience: Audience): void {
  const due = part.passages.timers.due(now)
  const rows = arrived
  if (part.wakeAt !== null && part.wakeAt <= now) rows.push({ kind: 'wake', id: 0, lane: LIVE, at: part.wakeAt })
  for (const { at, id } of due) rows.push({ kind: 'timer', id: 0, lane: LIVE, at, progressId: id })
  if (rows.length > 1) rows.sort(inOrder)
  const world = stage.at(now)
  part.now = now
  const applied = decide(part, stage, rows, due, world)
  for (const row of rows) if (row.kind === 'event') part.history.add(row.event)
  part.keep(applied)
  for (const refusal of applied.refusals) audience.refusal(part.player, now, refusal)
  for (const change of applied.changes) {
    const id = part.passages.settle(change)
    audience.passage(part.player, now, id, change, part.send(change, id))
  }
  part.emit(applied)
}

/** By instant, an event before a timer; what came first stays first. */
const inOrder = (a: StreamRow, b: StreamRow) => a.at - b.at || Number(isTimer(a)) - Number(isTimer(b))
const isTimer = ({ kind }: StreamRow) => kind === 'timer' || kind === 'wake'

function decide(part: Part, stage: Stage, rows: StreamRow[], due: readonly { id: number }[], world: World): Applied {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const work: MemberWork = part.work(rows, due)
    const answer = apply(work, world, part.known())
    if (!('unknown' in answer)) return answer
    if (!learn(stage, answer.unknown)) break
  }
  throw new Error('A decision asks for facts without end.')
}
