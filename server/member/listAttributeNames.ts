import { z } from 'zod'
import { describeProperties } from '#domain/event/properties.ts'
import type { EventProperty } from '#domain/event/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { recentAttributes } from '#server/sql/attributesSeen.ts'

const bagSchema = z.record(z.string(), z.json()).catch({})
/** The newest members say what the next ones will have. */
const LOOKED_AT = 500

/** Names of attributes that the newest members have, the most common first, with types and examples. */
export async function listAttributeNames(ctx: Ctx): Promise<{ data: EventProperty[]; nextCursor: null }> {
  authorise(ctx, 'viewer')
  const bags = await recentAttributes(pool(), ctx.workspaceId, LOOKED_AT)
  return { data: describeProperties(bags.map((one) => bagSchema.parse(one))), nextCursor: null }
}
