import { z } from 'zod'
import { hotId, listQuerySchema } from '#domain/api/common.ts'
import { type EventResource, eventSchema } from '#domain/event/resource.ts'
import { nameOf } from '#domain/member/name.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { lookUp } from '#server/member/loadMember.ts'
import { type EventRow, listEvents as readEvents } from '#server/sql/listEvents.ts'
import { readAliases } from '#server/sql/readAliases.ts'

export const eventsQuerySchema = listQuerySchema.extend({
  name: z.string().max(255).optional(),
  /** Of one member, by userId or anonymousId. */
  userId: z.string().max(255).optional(),
})
const positionSchema = z.tuple([z.string(), z.number()])
const payloadSchema = z.object({
  properties: z.record(z.string(), z.json()).default({}),
  traits: z.record(z.string(), z.json()).nullable().default(null),
  context: z.record(z.string(), z.json()).default({}),
  messageId: z.string().nullable().default(null),
})

/** Events that were applied, the newest accepted first. Of an unknown member there are none. */
export async function listEvents(
  ctx: Ctx,
  input: z.input<typeof eventsQuerySchema>,
): Promise<{ data: EventResource[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { name, userId, limit, cursor } = eventsQuerySchema.parse(input)
  const db = pool()
  const filters = { name, userId }
  const position = decodeCursor(cursor, filters, positionSchema)
  const member = userId
    ? ((await lookUp(db, ctx.workspaceId, 'userId', userId)) ?? (await lookUp(db, ctx.workspaceId, 'anonymousId', userId)))
    : undefined
  if (member === null) return { data: [], nextCursor: null }
  const aliases = member ? await readAliases(db, member) : null
  const filter = { workspaceId: ctx.workspaceId, name: name || null, aliases }
  const rows = await readEvents(db, filter, position ? { exact: position[0], id: position[1] } : null, limit + 1)
  const page = pageOf(rows, limit, filters, (row) => [row.exact, row.id])
  return { data: page.rows.map(resourceOf), nextCursor: page.nextCursor }
}

const resourceOf = (row: EventRow): EventResource =>
  eventSchema.parse({
    id: hotId(row.shard, row.id),
    kind: row.kind,
    name: row.name,
    at: row.at.toISOString(),
    acceptedAt: row.acceptedAt.toISOString(),
    member: { id: hotId(row.memberShard, row.memberId), userId: row.userId, name: nameOf(row.names), email: row.email },
    ...payloadSchema.parse(row.payload),
  })
