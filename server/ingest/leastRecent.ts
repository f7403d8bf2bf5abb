/**
 * A map that forgets what was not used for long. Two generations: when the young one holds `max` entries it becomes the
 * old one, and what is asked for in the old one moves up. So it holds up to twice `max`, and a look-up costs one look-up.
 */
export class LeastRecent<K, V> {
  #young = new Map<K, V>()
  #old = new Map<K, V>()
  constructor(readonly max: number) {}

  get(key: K): V | undefined {
    const value = this.#young.get(key)
    if (value !== undefined) return value
    const older = this.#old.get(key)
    if (older !== undefined) this.set(key, older)
    return older
  }

  set(key: K, value: V): void {
    this.#young.set(key, value)
    if (this.#young.size < this.max) return
    this.#old = this.#young
    this.#young = new Map()
  }

  delete(key: K): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }
}
