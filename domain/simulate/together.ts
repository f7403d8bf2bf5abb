import { claim } from './claim.ts'
import type { Limits } from './limits.ts'
import type { Playing } from './play.ts'
import { Timers } from './timers.ts'

/**
 * Members who take from one quota or one rate, played side by side, instant by instant. At each instant everything happens
 * that happens to them, and then their messages are claimed, all of them at once. In memory all the while.
 */
export class Together {
  readonly #playing = new Map<number, Playing>()
  readonly #turns = new Timers(({ at, id }) => this.#playing.get(id)?.nextAt() === at)
  #count = 0

  add(playing: Playing): void {
    const id = ++this.#count
    this.#playing.set(id, playing)
    this.#queue(id, playing)
  }

  /** Plays to the end of the window; stops after every turn, so that a caller can do something else in between. */
  *play(limits: Limits): Generator<void> {
    for (let now = this.#turns.next(); now !== undefined; now = this.#turns.next()) {
      const due = this.#turns.due(now).flatMap(({ id }) => {
        const playing = this.#playing.get(id)
        return playing ? [{ id, playing }] : []
      })
      const coming = due.filter(({ playing }) => playing.hasTurn(now))
      for (const { playing } of coming) {
        playing.turn(now)
        yield
      }
      if (coming.length === 0)
        claimAll(
          due.map(({ playing }) => playing),
          limits,
          now,
        )
      for (const { id, playing } of due) this.#queue(id, playing)
    }
  }

  #queue(id: number, playing: Playing): void {
    const at = playing.nextAt()
    if (at < Number.POSITIVE_INFINITY) this.#turns.add(at, id)
    else this.#playing.delete(id)
  }
}

function claimAll(playings: readonly Playing[], limits: Limits, now: number): void {
  const candidates = playings.flatMap((playing) => playing.takeDue(now).map((candidate) => ({ ...candidate, playing })))
  for (const [candidate, verdict] of claim(candidates, limits, now)) candidate.playing.settle(candidate, verdict, now)
}
