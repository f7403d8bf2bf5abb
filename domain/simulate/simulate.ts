import type { PassageChange, Refusal } from '#domain/engine/apply/work.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import { edgesOf } from '#domain/report/edges.ts'
import type { Player } from './member.ts'
import type { MessageOutcome } from './messages.ts'
import { Paths } from './paths.ts'
import { type Audience, play, type Window } from './play.ts'
import type { Simulation } from './result.ts'
import { type Stage, type StageInput, stageOf } from './stage.ts'
import { Totals } from './totals.ts'

export type SimulationInput = StageInput & { window: Window; currency: string; paths: boolean }

/**
 * Plays members through a journey, one after the other, and counts what comes of it. What is kept does not grow with
 * them, paths apart. The same members in the same order, the same result, byte for byte.
 */
export class Simulator implements Audience {
  readonly stage: Stage
  readonly window: Window
  readonly #nodes: JourneyDocument['nodes']
  readonly #currency: string
  readonly #totals: Totals
  readonly #paths: Paths | null

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
    play(player, this.stage, this.window, this)
  }

  passage(player: Player, at: number, progressId: number, change: PassageChange, outcomes: readonly MessageOutcome[]): void {
    this.#totals.passage(player, at, progressId, change, outcomes)
    this.#paths?.add(player, at, progressId, change, outcomes)
  }

  refusal(player: Player, at: number, refusal: Refusal): void {
    this.#totals.refusal(player, at, refusal)
  }

  result(): Simulation {
    const result = this.#totals.result(this.window, this.#nodes, this.#currency)
    return this.#paths ? { ...result, paths: this.#paths.list(), pathsCut: this.#paths.isCut } : result
  }
}
