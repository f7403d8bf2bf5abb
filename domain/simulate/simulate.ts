import type { PassageChange, Refusal } from '#domain/engine/apply/work.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import { edgesOf } from '#domain/report/edges.ts'
import type { Player } from './member.ts'
import { Paths } from './paths.ts'
import { type Audience, type Fate, Playing, play, type Window } from './play.ts'
import type { Simulation } from './result.ts'
import { type Stage, type StageInput, stageOf } from './stage.ts'
import { Together } from './together.ts'
import { Totals } from './totals.ts'

export type SimulationInput = StageInput & { window: Window; currency: string; paths: boolean }

/**
 * Plays members through a journey and counts what comes of it: one after the other, so that what is kept does not grow with
 * them, paths apart; or, where they share a quota or a rate, side by side. The same members in the same order, the same
 * result, byte for byte.
 */
export class Simulator implements Audience {
  readonly stage: Stage
  readonly window: Window
  readonly #nodes: JourneyDocument['nodes']
  readonly #currency: string
  readonly #totals: Totals
  readonly #paths: Paths | null
  readonly #together = new Together()

  constructor(input: SimulationInput) {
    this.stage = stageOf(input)
    this.window = input.window
    this.#nodes = input.document.nodes
    this.#currency = input.currency
    this.#totals = new Totals(edgesOf(input.window, 'day', input.timeZone))
    this.#paths = input.paths ? new Paths() : null
  }

  play(player: Player): void {
    this.#totals.members++
    const playing = new Playing(player, this.stage, this.window, this)
    if (this.stage.limits.isShared) this.#together.add(playing)
    else play(playing, this.stage)
  }

  /** Plays on those who wait for each other. Stops after every turn; `result` goes on from there. */
  rest(): Generator<void> {
    return this.#together.play(this.stage.limits)
  }

  passage(player: Player, at: number, progressId: number, change: PassageChange, messageIds: readonly number[]): void {
    this.#totals.passage(player, at, progressId, change)
    this.#paths?.add(player, at, progressId, change, messageIds)
  }

  message(player: Player, at: number, fate: Fate): void {
    this.#totals.message(player, at, fate)
    this.#paths?.message(player, at, fate)
  }

  refusal(player: Player, at: number, refusal: Refusal): void {
    this.#totals.refusal(player, at, refusal)
  }

  result(): Simulation {
    const rest = this.rest()
    while (!rest.next().done);
    const result = this.#totals.result(this.window, this.#nodes, this.#currency)
    return this.#paths ? { ...result, paths: this.#paths.list(), pathsCut: this.#paths.isCut } : result
  }
}
