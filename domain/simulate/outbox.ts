import type { MessageIntent } from '#domain/engine/types.ts'
import type { Sent } from '#domain/message/caps.ts'
import type { ContentClass } from '#domain/message/permission.ts'
import type { Hold } from '#domain/message/release.ts'

/** A message that was made and has not gone yet. Instants are epoch ms. */
export type Pending = ContentClass & {
  /** Its number among the member's, and its place among all of the simulation. */
  id: number
  place: number
  progressId: number
  intent: MessageIntent
  madeAt: number
  dueAt: number
  /** Why it waits; null when it was never held. */
  reason: Hold | null
  /** The passage that asked for it was canceled since. */
  isCanceled: boolean
  /** Its passage waits for the answer to it. */
  isCall: boolean
}

/** One member's messages that wait to be claimed, and what counts for its caps of those that went. */
export class Outbox {
  readonly sent: Sent[] = []
  #pending: Pending[] = []
  #nextAt = Number.POSITIVE_INFINITY

  nextAt(): number {
    return this.#nextAt
  }

  put(message: Pending): void {
    this.#pending.push(message)
    this.#nextAt = Math.min(this.#nextAt, message.dueAt)
  }

  takeDue(now: number): Pending[] {
    const due = this.#pending.filter(({ dueAt }) => dueAt <= now)
    this.#pending = this.#pending.filter(({ dueAt }) => dueAt > now)
    this.#nextAt = this.#pending.reduce((first, { dueAt }) => Math.min(first, dueAt), Number.POSITIVE_INFINITY)
    return due
  }

  cancel(progressId: number): void {
    for (const message of this.#pending) if (message.progressId === progressId) message.isCanceled = true
  }
}
