import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'
import { checkStorable } from '#domain/event/storable.ts'
import { LIMITS } from '#domain/event/wire.ts'

export const INITIATED_MAX = 1_000

/** What the passage begins with: the properties of its entry event. */
const contextSchema = z.record(z.string(), z.json())
const userIdSchema = z.string().trim().min(1).max(LIMITS.nameChars)
const memberSchema = z.strictObject({ userId: userIdSchema, context: contextSchema.default({}) })

/** Who is to enter: one member, a batch, the members of a segment, or all. */
export const initiateSchema = z
  .union([
    memberSchema,
    z.strictObject({
      /** Each `{ "userId", "context" }`; one that is not is answered under `errors`, and the others go on. */
      members: z.array(z.json()).min(1).max(INITIATED_MAX),
    }),
    z.strictObject({ segment: z.string().min(1).max(200), context: contextSchema.default({}) }),
    z.strictObject({ audience: z.literal('all'), context: contextSchema.default({}) }),
  ])
  .meta({ id: 'Initiate' })
export type Initiate = z.output<typeof initiateSchema>
type Member = z.output<typeof memberSchema>

export const runSchema = z
  .object({
    id: z.string(),
    by: z.enum(['api', 'schedule']),
    nodeKey: z.string(),
    /** The slot of its schedule, or when it was called for. */
    occurrence: instantSchema,
    /** The segment's key; null: every member. */
    segment: z.string().nullable(),
    context: contextSchema,
    /** Members of the audience as the run began, null before it does, and how many were passed on so far. */
    total: z.number().int().nullable(),
    entered: z.number().int(),
    /** Why nobody was met: the journey was paused, or the segment is gone. */
    passedOver: z.enum(['paused', 'segment_missing']).nullable(),
    createdAt: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'AudienceRun' })
export type Run = z.infer<typeof runSchema>

export const initiatedSchema = z
  .object({
    /** Members put on their way to the journey; its re-entry rules decide whether each comes in. */
    accepted: z.number().int(),
    errors: z.array(z.object({ index: z.number().int(), userId: z.string().nullable(), detail: z.string() })),
    /** For a segment or all members: the run that brings them in, in the background. */
    run: runSchema.nullable(),
  })
  .meta({ id: 'Initiated' })
export type Initiated = z.infer<typeof initiatedSchema>

/** The members of a batch, and what is wrong with the others. */
export function readMembers(items: readonly unknown[]): { members: Member[]; errors: Initiated['errors'] } {
  const members: Member[] = []
  const errors: Initiated['errors'] = []
  for (const [index, item] of items.entries()) {
    const read = memberSchema.safeParse(item)
    const fault = read.success ? unstorable(read.data) : faultOf(read.error)
    if (read.success && fault === null) members.push(read.data)
    else errors.push({ index, userId: namedSchema.safeParse(item).data?.userId ?? null, detail: fault ?? '' })
  }
  return { members, errors }
}

const namedSchema = z.object({ userId: z.string() })

/** Why a value cannot be kept, as a sentence; null when it can. */
export function unstorable(value: unknown): string | null {
  const found = checkStorable(value)
  if ('code' in found) return `${found.pointer || 'It'} ${found.detail}.`
  const isLarge = found.bytesAtMost > LIMITS.itemBytes && new TextEncoder().encode(JSON.stringify(value)).length > LIMITS.itemBytes
  return isLarge ? `It has more than ${LIMITS.itemBytes} bytes. Send a smaller context.` : null
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  const at = issue?.path.join('/')
  if (at === 'userId') return 'Name the member by a userId of 1 to 255 characters.'
  return at?.startsWith('context') ? 'The context is an object of JSON values.' : 'Send { "userId": ..., "context": { ... } }.'
}
