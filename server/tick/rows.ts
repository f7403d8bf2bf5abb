import { z } from 'zod'
import type { StreamRow } from '#domain/engine/apply/work.ts'
import type { Cause } from '#domain/engine/decision.ts'
import {
  changePayloadSchema,
  commandPayloadSchema,
  entryPayloadSchema,
  type InboxPayload,
  type Lane,
  LIVE,
  outcomePayloadSchema,
} from '#domain/engine/inbox.ts'
import type { EventInHand, Json, Rest } from '#domain/engine/types.ts'
import type { ReadRow } from '#server/sql/tick/read.ts'

/** What jsonb holds is JSON; walking it again for every event would cost more than deciding. */
export const bagSchema = z.custom<{ [key: string]: Json }>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))

const eventSchema = z.object({
  name: z.string(),
  at: z.string(),
  properties: bagSchema,
  traits: bagSchema.optional(),
  history: z.boolean().optional(),
  hops: z.number().optional(),
})
const changeSchema = z.object({ set: bagSchema, tags: changePayloadSchema.shape.tags })
const entrySchema = z.object({ id: z.number(), part: z.number().optional(), name: z.string(), at: z.string(), properties: bagSchema })
const restSchema = z
  .object({
    since: z.number(),
    until: z.number(),
    awaits: z.array(z.string()),
    parked: z.object({ at: z.number(), cause: z.custom<Cause>((value) => bagSchema.safeParse(value).success) }).optional(),
  })
  .nullable()

const laneOf = (lane: number): Lane => (lane === LIVE ? 0 : 1)

/**
 * A row of a member's stream as the engine applies it; null for one that is dealt with apart (merges, releases).
 *
 * @throws ZodError, Error when the row cannot be understood: poison
 */
export function streamRow({ kind, id, lane: stored, at, payload }: ReadRow): StreamRow | null {
  const lane = laneOf(stored)
  const head = { id, lane, at }
  switch (kind) {
    case 'timer':
      return id === MEMBER_TIMER ? { ...head, kind: 'wake' } : { ...head, kind, id: 0, progressId: id }
    case 'event': {
      const { name, at: own, properties, traits, history, hops = 0 } = eventSchema.parse(payload)
      const event = { id, name, at: instant(own), properties }
      return { kind, id, lane, at, event, traits: traits ?? null, isHistory: history === true, hops }
    }
    case 'change':
      return { ...head, kind, ...changeSchema.parse(payload) }
    case 'entry': {
      const { journeyId, by, nodeKey = null, name, at: own, properties, hops = 0 } = entryPayloadSchema.parse(payload)
      return { ...head, kind, journeyId, by, nodeKey, hops, event: { id, name, at: instant(own), properties } }
    }
    case 'command':
      return commandRow(head, commandPayloadSchema.parse(payload))
    case 'outcome': {
      const { messageId, outcome, at: happened } = outcomePayloadSchema.parse(payload)
      return { ...head, kind, messageId, outcome, happened: instant(happened) }
    }
    case 'merge':
      return null
    default:
      throw new Error(`No inbox row is of the kind ${kind}.`)
  }
}

/** In engine.timer, the member's own timer stands under this progress. */
export const MEMBER_TIMER = 0

function commandRow(head: { id: number; lane: Lane; at: number }, command: InboxPayload<'command'>): StreamRow | null {
  switch (command.do) {
    case 'release':
      return null
    case 'evaluate':
      return { ...head, kind: 'evaluate' }
    case 'rearm':
      return {
        ...{ ...head, kind: 'rearm', progressId: command.progressId, dueAt: command.dueAt ? instant(command.dueAt) : null },
        isTooLate: command.tooLate,
      }
    case 'cancel':
      return { ...head, kind: 'cancel', progressId: command.progressId, reason: command.reason }
    case 'leave':
      return { ...head, kind: 'leave', journeyId: command.journeyId, reason: command.reason }
    case 'answer':
      return { ...head, kind: 'answer', progressId: command.progressId, visit: command.visit, answer: command.answer }
    case 'retry':
      return { ...head, kind: 'retry', progressId: command.progressId, skips: command.skips, nodeKey: command.nodeKey }
    case 'exit':
      return { ...head, kind: 'exit', progressId: command.progressId, reason: command.reason }
    case 'move':
      return {
        ...{ ...head, kind: 'move', progressId: command.progressId, versionId: command.versionId, moves: command.moves },
        moveId: command.moveId ?? null,
      }
  }
}

/** Whether a row asks for the release of a held member. */
export const isRelease = ({ kind, payload }: ReadRow): boolean =>
  kind === 'command' && commandPayloadSchema.safeParse(payload).data?.do === 'release'

/** The column `entry`, written by hand: every passage begins with one. */
export function storedEntry({ id, part, name, at, properties }: EventInHand): string {
  const partText = part === undefined ? '' : `"part":${part},`
  return `{"id":${id},${partText}"name":${JSON.stringify(name)},"at":"${instantText(at)}","properties":${JSON.stringify(properties)}}`
}

/** The entry event of a passage, from its column. */
export function readEntry(stored: unknown): EventInHand {
  const { id, name, at, part, properties } = entrySchema.parse(stored)
  const event: EventInHand = { id, name, at: instant(at), properties }
  if (part !== undefined) event.part = part
  return event
}

/** What a wait remembers, from its column. */
export const readRest = (stored: unknown): Rest | null => restSchema.parse(stored)

function instant(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new Error(`${text} is no instant.`)
  return at
}

const MINUTE_MS = 60_000
let minute = { from: 0, text: '1970-01-01T00:00:' }
/**
 * An instant as text, from epoch ms (what is less than a millisecond is cut off, as in a Date). Most of a batch are of the same minute, and
 * each would be printed digit by digit.
 *
 * @throws RangeError when it is none
 */
export function instantText(at: number): string {
  const ms = Math.trunc(at)
  if (!(ms >= minute.from && ms < minute.from + MINUTE_MS)) {
    const from = Math.floor(ms / MINUTE_MS) * MINUTE_MS
    minute = { from, text: new Date(from).toISOString().slice(0, -'00.000Z'.length) }
  }
  const past = ms - minute.from
  return `${minute.text}${digits(Math.floor(past / 1_000), 2)}.${digits(past % 1_000, 3)}Z`
}
const digits = (of: number, length: number) => String(of).padStart(length, '0')
