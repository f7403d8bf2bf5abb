type Timer = { at: number; id: number }

/** Timers of one member's passages, the earliest first. One that was taken back stays in the heap, and `isSet` tells it apart. */
export class Timers {
  readonly #heap: Timer[] = []
  readonly #isSet: (timer: Timer) => boolean

  constructor(isSet: (timer: Timer) => boolean) {
    this.#isSet = isSet
  }

  add(at: number, id: number): void {
    const heap = this.#heap
    let place = heap.length
    const timer = { at, id }
    heap.push(timer)
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = heap[above]
      if (!parent || isBefore(parent, timer)) break
      heap[place] = parent
      place = above
    }
    heap[place] = timer
  }

  /** When the next is due. */
  next(): number | undefined {
    for (let first = this.#heap[0]; first; first = this.#heap[0]) {
      if (this.#isSet(first)) return first.at
      this.#removeFirst()
    }
    return undefined
  }

  /** Takes away those due at `now`, in the order of their times. */
  due(now: number): Timer[] {
    const found: Timer[] = []
    for (let at = this.next(); at !== undefined && at <= now; at = this.next()) {
      const first = this.#removeFirst()
      const last = found.at(-1)
      if (first && (first.id !== last?.id || first.at !== last.at)) found.push(first)
    }
    return found
  }

  #removeFirst(): Timer | undefined {
    const heap = this.#heap
    const [first] = heap
    const last = heap.pop()
    if (!last || heap.length === 0) return first
    let place = 0
    for (;;) {
      let below = 2 * place + 1
      const [left, right] = [heap[below], heap[below + 1]]
      if (!left) break
      if (right && isBefore(right, left)) below++
      const child = heap[below]
      if (!child || !isBefore(child, last)) break
      heap[place] = child
      place = below
    }
    heap[place] = last
    return first
  }
}

const isBefore = (a: Timer, b: Timer) => a.at < b.at || (a.at === b.at && a.id < b.id)
