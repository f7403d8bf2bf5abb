import * as z from 'zod'

/** Ids are strings outside, numbers inside. */
export const idSchema = z.string().regex(/^[0-9]{1,18}$/, { error: 'id' })
/** The id of a row people edit, from a path or a query: a number inside. */
export const rowIdSchema = z
  .string()
  .regex(/^[1-9][0-9]{0,9}$/, { error: 'id' })
  .transform(Number)
  .refine((id) => id <= 2_147_483_647, { error: 'id' })
/** The id of a row the system makes many of: beyond 2^31, within what a number holds. */
export const hugeIdSchema = z
  .string()
  .regex(/^[1-9][0-9]{0,14}$/, { error: 'id' })
  .transform(Number)
/** The id of a hot row: "<shard>-<id>". */
export const hotIdSchema = z
  .string()
  .regex(/^[0-9]{1,2}-[1-9][0-9]{0,14}$/, { error: 'id' })
  .transform((text) => {
    const [shard, id] = text.split('-')
    return { shard: Number(shard), id: Number(id) }
  })
export const hotId = (shard: number, id: number) => `${shard}-${id}`
export const instantSchema = z.iso.datetime({ offset: true })

export const listQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
  cursor: z.string().max(500).optional(),
})
export const listOf = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), nextCursor: z.string().nullable() })

/** RFC 9457 problem+json, with the parts at fault and the request's id. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
export type ApiProblem = z.infer<typeof problemSchema>
