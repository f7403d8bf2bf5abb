import * as z from 'zod'
import { hotIdSchema, instantSchema, listQuerySchema } from '#domain/api/common.ts'
import { textSchema } from '#domain/member/resource.ts'
import { nodeKeySchema } from './document.ts'

const reasonSchema = z.string().max(500)

/** Which passages in ERROR: those that failed at a node, for a reason, or all. */
export const errorFilterSchema = z.strictObject({ node: nodeKeySchema.optional(), reason: reasonSchema.optional() })
export const errorQuerySchema = listQuerySchema.extend({ node: nodeKeySchema.optional(), reason: reasonSchema.optional() })

/** A passage in ERROR: where and why it stopped, and whose it is. */
export const errorSchema = z
  .object({
    id: z.string(),
    node: z.object({ key: z.string(), name: z.string(), kind: z.string(), summary: textSchema.nullable() }),
    reason: z.string(),
    failedAt: instantSchema,
    enteredAt: instantSchema,
    version: z.number().int(),
    member: z.object({ id: z.string(), userId: z.string().nullable(), email: z.string().nullable(), name: z.string().nullable() }),
  })
  .meta({ id: 'PassageError' })
export type PassageError = z.infer<typeof errorSchema>

export const errorCountsSchema = z
  .object({ total: z.number().int(), groups: z.array(z.object({ node: z.string(), reason: z.string(), count: z.number().int() })) })
  .meta({ id: 'PassageErrorCounts' })

export const errorActs = ['retry', 'skip', 'exit', 'move'] as const

/** retry: at the node that failed once more. skip: past it. exit: canceled. move: on from `node`. */
export const actOnErrorsSchema = z
  .strictObject({
    act: z.enum(errorActs),
    /** Where `move` leads. */
    node: nodeKeySchema.optional(),
    /** All that match, those of the moment of the call; {} for every one. */
    filter: errorFilterSchema.optional(),
    progressIds: z
      .array(z.string().refine((id) => hotIdSchema.safeParse(id).success, { error: 'id' }))
      .min(1)
      .max(1_000)
      .optional(),
  })
  .refine(({ act, node }) => (act === 'move') === (node !== undefined), { error: 'moveNode', path: ['node'] })
  .refine(({ filter, progressIds }) => (filter === undefined) !== (progressIds === undefined), { error: 'filterOrIds', path: ['filter'] })
  .meta({ id: 'ActOnErrors' })

export const errorActSchema = z
  .object({
    id: z.string(),
    act: z.enum(errorActs),
    /** How many were in ERROR and match when it was asked for, and to how many it was passed on so far. */
    matched: z.number().int(),
    put: z.number().int(),
    createdAt: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'ErrorAct' })
export type ErrorAct = z.infer<typeof errorActSchema>
