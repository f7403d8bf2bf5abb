import { apply } from '#domain/engine/apply/apply.ts'
import type { Applied, MemberWork, PassageChange, Refusal, StreamRow, World } from '#domain/engine/apply/work.ts'
import { LIVE } from '#domain/engine/inbox.ts'
import { type Candidate, claim, type Verdict } from './claim.ts'
import { type Player, timeOf } from './member.ts'
import type { Pending } from './outbox.ts'
import { Part } from './part.ts'
import { learn, type Stage } from './stage.ts'

/** What became of a message that was due. */
export type Fate = { pending: Pending; verdict: Verdict; timeZone: string }

/** What is told of a play, as it happens. `at` is the virtual clock; `messageIds` are those of the change's messages. */
export interface Audience {
  passage(player: Player, at: number, progressId: number, change: PassageChange, messageIds: readonly number[]): void
  message(player: Player, at: number, fate: Fate): void
  refusal(player: Player, at: number, refusal: Refusal): void
}

/** Epoch ms; `to` is exclusive, also for timers. */
export type Window = { from: number; to: number }

/** Turns at one instant: more than this and a journey goes round without time passing. */
const TURNS_MAX = 1_000
const ROUNDS_MAX = 100

/**
 * One member on its way through the journey: the engine's own `apply` under a virtual clock that stands still at every instant
 * at which an event came or a timer is due, until nothing is left to do there. What a turn emits, and what became of its
 * messages and calls, is the next turn's at the same instant, as a live tick would find it in the inbox. Messages are
 * claimed when no turn is left at their instant.
 */
export class Playing {
  readonly #part: Part
  readonly #stage: Stage
  readonly #window: Window
  readonly #audience: Audience
  #next = 0
  #turns = 0
  #last = Number.NaN

  constructor(player: Player, stage: Stage, window: Window, audience: Audience) {
    this.#part = new Part(player, stage)
    this.#stage = stage
    this.#window = window
    this.#audience = audience
    begin(this.#part, stage, window.from)
  }

  /** When there is something to do next, infinity when the window is over. */
  nextAt(): number {
    const { from, to } = this.#window
    const at = Math.max(from, Math.min(this.#turnAt(), this.#part.outbox.nextAt()))
    return at < to ? at : Number.POSITIVE_INFINITY
  }

  /** Whether something happens to the member at `now`. If not, and it has something to do, its messages are due. */
  hasTurn(now: number): boolean {
    return this.#turnAt() <= now
  }

  turn(now: number): void {
    this.#turns = now === this.#last ? this.#turns + 1 : 0
    this.#last = now
    if (this.#turns > TURNS_MAX) throw new Error(`The journey goes round at ${new Date(now).toISOString()} without time passing.`)
    const part = this.#part
    const { happened } = part.player
    const rows = part.takeArrived()
    // What comes after something that matters, at the same instant, must not be history before it.
    for (let one = happened[this.#next]; one && timeOf(one) <= now; one = happened[++this.#next])
      if (rows.length > 0 || part.minds(one)) rows.push(part.rowOf(one))
    if (rows.length > 0 || part.nextAt() <= now) turn(part, this.#stage, rows, now, this.#audience)
  }

  takeDue(now: number): Candidate[] {
    return this.#part.takeDue(now)
  }

  settle({ pending, timeZone }: Candidate, verdict: Verdict, now: number): void {
    this.#part.settle(pending, verdict, now)
    this.#audience.message(this.#part.player, now, { pending, verdict, timeZone })
  }

  #turnAt(): number {
    const first = this.#part.player.happened[this.#next]
    return Math.min(first ? timeOf(first) : Number.POSITIVE_INFINITY, this.#part.nextAt())
  }
}

/** Plays one member to the end of the window: for a journey that has neither quota nor rate, which members share. */
export function play(playing: Playing, stage: Stage): void {
  for (let now = playing.nextAt(); now < Number.POSITIVE_INFINITY; now = playing.nextAt()) {
    if (playing.hasTurn(now)) playing.turn(now)
    else for (const [candidate, verdict] of claim(playing.takeDue(now), stage.limits, now)) playing.settle(candidate, verdict, now)
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
    audience.passage(part.player, now, id, change, part.post(change, id))
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
