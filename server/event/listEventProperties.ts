import { z } from 'zod'
import { describeProperties } from '#domain/event/properties.ts'
import type { EventProperty } from '#domain/event/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { recentProperties } from '#server/sql/recentProperties.ts'

const inputSchema = z.object({ name: z.string().max(255) })
const bagSchema = z.record(z.string(), z.json()).catch({})
/** The newest events say what the next ones will carry. */
const LOOKED_AT = 200

/** What the newest events of a name carry: property names, types, examples. */
export async function listEventProperties(
  ctx: Ctx,
  input: z.input<typeof inputSchema>,
): Promise<{ data: EventProperty[]; nextCursor: null }> {
  authorise(ctx, 'viewer')
  const { name } = inputSchema.parse(input)
  const properties = await recentProperties(pool(), ctx.workspaceId, name, LOOKED_AT)
  return { data: describeProperties(properties.map((one) => bagSchema.parse(one))), nextCursor: null }
}
