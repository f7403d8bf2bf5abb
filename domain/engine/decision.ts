import type { EventLeaf, MessageLeaf } from '#domain/condition/document.ts'
import type { Reads, Saw } from '#domain/condition/evaluation.ts'
import type { Channel } from '#domain/message/channel.ts'
import type { EventInHand, Json } from './types.ts'

/** Facts a decision needs and does not have: the shell fetches them for the whole batch and walks on. */
export type Question = { events?: readonly EventLeaf[]; messages?: readonly MessageLeaf[]; channels?: readonly Channel[] }

/** A call to another system. `url`, `headers` and `body` are Liquid, rendered when the call is made. */
export type WebhookContent = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  headers: { [name: string]: string }
  body: string
  /** The passage waits for the answer, which comes back through the inbox as the command `answer`. */
  awaits: boolean
  /** Retries of what is safe to retry, with exponential backoff. */
  retriesMax: number
  timeoutSeconds: number
}
type EmailContent = ({ template: string } | { subject: string; body: string }) & {
  /** The topic that consent is asked for; without one, the channel as a whole. */
  topic?: string | undefined
  /** Transactional messages are exempt from caps and quiet hours. */
  isTransactional?: boolean | undefined
}

/** What a node wants sent. `content` is stored with the intent and read by the sender. */
export type MessageRequest = { channel: 'email'; content: EmailContent } | { channel: 'webhook'; content: WebhookContent }

/** What came of a call. `status` is the HTTP status, null where there was no answer; `body` is JSON, or text as a string. */
export type Answer = { ok: boolean; status: number | null; body: Json; reason: string | null }

/** What a node does beside moving on. */
export type Effect =
  /** Writes attributes of the member; null removes. The rest of the walk sees it. */
  | { do: 'change'; set: { [name: string]: Json } }
  /** An event of this member, accepted like one from outside. */
  | { do: 'emit'; name: string; properties: { [name: string]: Json } }
  /** The member enters another journey at its `trigger.journey`, if that journey lets it in. */
  | { do: 'enter'; journeyId: number; context: { [name: string]: Json } }
  /** The member's open passages of another journey are canceled. */
  | { do: 'leave'; journeyId: number; reason: string }
  /** The member takes an arm of an experiment; the first time counts, for each salt. */
  | { do: 'expose'; arm: string; salt: string }

/** Why a node is asked: the member arrived, or something happened while it rested there. */
export type Cause =
  | { by: 'arrival' }
  /** Its due time has come. */
  | { by: 'timer' }
  /** An event that it waits for. */
  | { by: 'event'; event: EventInHand }
  /** Something that its condition reads may have changed. */
  | { by: 'change' }
  /** The answer to its call. */
  | { by: 'answer'; answer: Answer }
  /** The journey was edited under a member who rests here: the wait is reckoned anew from its arrival. */
  | { by: 'edit' }

/** What a node decides: one closed union. `saw` is kept with the visit and explains it. Instants are epoch ms. */
export type Decision =
  /** `variables` are set for the rest of the passage. `skipped` says why the node did not do what it is for. */
  | { does: 'follow'; outlet: string; saw?: Saw[]; variables?: { [name: string]: Json }; skipped?: string }
  | { does: 'wait'; until: number; saw?: Saw[] }
  /** Asked again for each event of one of these names, and at `until`. */
  | { does: 'waitFor'; events: readonly string[]; until: number; saw?: Saw[] }
  /** Asked again whenever something that it reads changes, at `changesAt`, and at `until`. */
  | { does: 'waitUntil'; reads: Reads; changesAt: number | null; until: number; saw?: Saw[] }
  | { does: 'send'; message: MessageRequest; outlet: string; saw?: Saw[] }
  /** Asked again with the answer, and at `until`. */
  | { does: 'call'; request: Extract<MessageRequest, { channel: 'webhook' }>; until: number; saw?: Saw[] }
  | { does: 'apply'; effects: readonly Effect[]; outlet: string; saw?: Saw[] }
  | { does: 'ask'; question: Question }
  | { does: 'exit'; reason: string; saw?: Saw[] }
  /** Takes the outlet `error` where that is drawn, else the passage is in ERROR. */
  | { does: 'fail'; error: string; saw?: Saw[] }
