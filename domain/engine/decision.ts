import type { EventLeaf } from '#domain/condition/document.ts'
import type { Saw } from '#domain/condition/evaluation.ts'

/** Facts a decision needs and does not have: the shell fetches them for the whole batch and walks on. */
export type Question = { events: EventLeaf[] }

/** What a message node wants sent. `content` is stored with the intent and read by the sender. */
export type MessageRequest = {
  channel: 'email'
  content: { template: string } | { subject: string; body: string }
}

/** What a node decides: one closed union. `saw` is kept with the visit and explains it. */
export type Decision =
  | { does: 'follow'; outlet: string; saw?: Saw[] }
  | { does: 'wait'; until: number; saw?: Saw[] }
  | { does: 'send'; message: MessageRequest; outlet: string; saw?: Saw[] }
  | { does: 'ask'; question: Question }
  | { does: 'exit'; reason: string; saw?: Saw[] }
  | { does: 'fail'; error: string }
