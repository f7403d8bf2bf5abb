import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type IncomingEvent, readEnvelope, readItem } from '#domain/event/accept.ts'
import type { Receipt } from '#domain/event/resource.ts'
import { LIMITS } from '#domain/event/wire.ts'
import { workspaceSettingsSchema } from '#domain/workspace/settings.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { acceptEvents } from '#server/ingest/accept.ts'
import { ring } from '#server/queue/ring.ts'
import { insertRejected, type RejectedItem } from '#server/sql/insertRejected.ts'

/** One event (a track unless it says otherwise), or `{ batch: [...] }`. */
export const sendEventsSchema = z.record(z.string(), z.json())

type Arrival = { now: Date; settings: unknown }

/**
 * Accepts events from a server. What is not valid is stored as rejected and named in the receipt; the rest is accepted,
 * all in one transaction.
 */
export async function sendEvents(ctx: Ctx, input: z.input<typeof sendEventsSchema>): Promise<Receipt> {
  authorise(ctx, 'editor')
  const body = sendEventsSchema.parse(input)
  const envelope = 'batch' in body ? readEnvelope(body) : { items: [{ type: 'track', ...body }], under: undefined }
  if ('code' in envelope)
    throw new AppError(envelope.code === 'too_large' ? 'tooLarge' : 'invalid', envelope.code, `The batch ${envelope.detail}.`)
  const receipt = await transaction(async (db) => {
    const { rows } = await db.query<Arrival>({
      name: 'arrival',
      text: 'select clock_timestamp() as now, settings from public.workspace where id = $1',
      values: [ctx.workspaceId],
    })
    const arrival = rows[0]
    if (!arrival) throw new AppError('notFound', 'workspace', 'This workspace is gone.')
    const { historyAfterHours } = workspaceSettingsSchema.parse(arrival.settings)
    const reception = {
      received: arrival.now.getTime(),
      historyAfterHours,
      newMessageId: randomUUID,
      ...(envelope.under && { batch: envelope.under }),
    }
    const read = envelope.items.map((item) => ({ item, result: readItem(item, reception) }))
    const rejected = read.flatMap(({ item, result }, index) => ('code' in result ? [{ ...refusedBy(ctx, item, result), index }] : []))
    const accepted = await acceptEvents(
      db,
      ctx.workspaceId,
      read.flatMap(({ result }): IncomingEvent[] => ('code' in result ? [] : [result])),
    )
    await insertRejected(db, rejected)
    return {
      ...accepted,
      rejected: rejected.map(({ index, code, detail, pointer, messageId }) => ({ index, code, detail, pointer, messageId })),
    }
  })
  if (receipt.accepted) ring()
  return receipt
}

const messageIdSchema = z.object({ messageId: z.string().transform((id) => id.slice(0, LIMITS.nameChars)) })

function refusedBy(ctx: Ctx, item: unknown, why: { code: string; detail: string; pointer: string | null }): RejectedItem {
  const named = messageIdSchema.safeParse(item)
  return {
    ...why,
    workspaceId: ctx.workspaceId,
    keyId: ctx.actor.kind === 'key' ? ctx.actor.id : null,
    messageId: named.success ? named.data.messageId : null,
    item,
  }
}
