import type { MessageLeaf } from '#domain/condition/document.ts'
import type { MessageKnown } from '#domain/engine/apply/work.ts'

/** A message that the journey made: when, and when it came to what, if it has. */
type Made = { madeAt: number; outcome: 'sent' | 'suppressed' | null; at: number; about: MessageKnown }

/** The messages of one member that the play has made, as conditions see them: none that was made before it. */
export class Messages {
  /** By id, as an outcome's row needs them. */
  readonly known = new Map<number, MessageKnown>()
  readonly #made: Made[] = []

  add(madeAt: number, about: MessageKnown): number {
    const id = this.#made.push({ madeAt, outcome: null, at: madeAt, about })
    this.known.set(id, about)
    return id
  }

  settle(id: number, outcome: 'sent' | 'suppressed', at: number): void {
    const made = this.#made[id - 1]
    if (made) Object.assign(made, { outcome, at })
  }

  /** What a leaf counts, by id with its instant. The key is `messageKey`'s: a leaf with a node is of one passage. */
  answer(key: string, asked: ReadonlyMap<string, MessageLeaf>): Map<number, number> | undefined {
    const of = key.indexOf('{')
    const leaf = asked.get(key.slice(of))
    if (!leaf) return undefined
    const progressId = of > 0 ? Number(key.slice(0, of)) : null
    const found = new Map<number, number>()
    for (const [place, made] of this.#made.entries())
      if (isCounted(leaf, made, progressId)) found.set(place + 1, leaf.message.outcome === 'created' ? made.madeAt : made.at)
    return found
  }
}

function isCounted({ message }: MessageLeaf, { outcome, about }: Made, progressId: number | null): boolean {
  if (message.outcome !== 'created' && message.outcome !== outcome) return false
  if (message.node !== undefined && (about.nodeKey !== message.node || about.progressId !== progressId)) return false
  if (message.template !== undefined && about.template !== message.template) return false
  if (message.channel !== undefined && about.channel !== message.channel) return false
  return message.journey === undefined || String(about.journeyId) === message.journey
}
