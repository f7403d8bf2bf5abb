import { z } from 'zod'
import type { StreamRow } from '#domain/engine/apply/work.ts'
import { type Lane, LIVE, outcomePayloadSchema } from '#domain/engine/inbox.ts'
import type { EventInHand, Json } from '#domain/engine/types.ts'
import type { ReadRow } from '#server/sql/tick/read.ts'

/** What jsonb holds is JSON; walking it again for every event would cost more than deciding. */
export const bagSchema = z.custom<{ [key: string]: Json }>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))

const eventSchema = z.object({
  name: z.string(),
  at: z.string(),
  properties: bagSchema,
  traits: bagSchema.optional(),
  history: z.boolean().optional(),
})
const changeSchema = z.object({ set: bagSchema })
const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('rearm'), progressId: z.number(), dueAt: z.string().optional() }),
  z.object({ do: z.literal('cancel'), progressId: z.number(), reason: z.string() }),
  z.object({ do: z.literal('release') }),
])
const entrySchema = z.object({ id: z.number(), name: z.string(), at: z.string(), properties: bagSchema })

const laneOf = (lane: number): Lane => (lane === LIVE ? 0 : 1)

/**
 * A row of a member's stream as the engine applies it; null for one that is dealt with apart (outcomes, merges, releases).
 *
 * @throws ZodError, Error when the row cannot be understood: poison
 */
export function streamRow({ kind, id, lane: stored, at, payload }: ReadRow): StreamRow | null {
  const lane = laneOf(stored)
  switch (kind) {
    case 'timer':
      return { kind, lane, at, progressId: id }
    case 'event': {
      const { name, at: own, properties, traits, history } = eventSchema.parse(payload)
      const event = { id, name, at: instant(own), properties }
      return { kind, id, lane, at, event, traits: traits ?? null, isHistory: history === true }
    }
    case 'change':
      return { kind, id, lane, at, set: changeSchema.parse(payload).set }
    case 'command': {
      const command = commandSchema.parse(payload)
      if (command.do === 'release') return null
      if (command.do === 'cancel') return { kind: 'cancel', id, lane, at, progressId: command.progressId, reason: command.reason }
      return { kind: 'rearm', id, lane, at, progressId: command.progressId, dueAt: command.dueAt ? instant(command.dueAt) : null }
    }
    case 'outcome':
      outcomePayloadSchema.parse(payload)
      return null
    case 'merge':
      return null
    default:
      throw new Error(`No inbox row is of the kind ${kind}.`)
  }
}

/** Whether a row asks for the release of a held member. */
export const isRelease = ({ kind, payload }: ReadRow): boolean =>
  kind === 'command' && commandSchema.safeParse(payload).data?.do === 'release'

export const storedEntry = ({ id, name, at, properties }: EventInHand): string =>
  JSON.stringify({ id, name, at: new Date(at).toISOString(), properties })

/** The entry event of a passage, from its column. */
export function readEntry(stored: unknown): EventInHand {
  const { id, name, at, properties } = entrySchema.parse(stored)
  return { id, name, at: instant(at), properties }
}

function instant(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new Error(`${text} is no instant.`)
  return at
}
