import * as z from 'zod'
import { type Channel, channels } from '#domain/message/channel.ts'
import { durationSchema } from '#domain/time/duration.ts'

/** The one condition language (DESIGN 5). A group nests to any depth; a leaf names what it looks at. */

export const operators = [
  'equals',
  'not_equals',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'in',
  'not_in',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'matches',
  'is_set',
  'is_not_set',
  'before',
  'after',
  'within_last',
  'not_within_last',
] as const
export type Operator = (typeof operators)[number]
const operatorSchema = z.enum(operators)

const scalar = z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()])
/** `within_last` takes a duration, `between` two scalars, `in` a list, `is_set` nothing. */
const operandSchema = z.union([scalar, z.array(scalar).max(1_000), durationSchema])
export type Operand = z.infer<typeof operandSchema>

const nameSchema = z.string().min(1).max(200)

/** Looks at the member. */
export const attributeLeafSchema = z.strictObject({
  attribute: nameSchema,
  operator: operatorSchema,
  value: operandSchema.optional(),
})
/** Looks at the event in hand: only inside a trigger's `filter` and an event leaf's `where`. */
export const propertyLeafSchema = z.strictObject({
  property: nameSchema,
  operator: operatorSchema,
  value: operandSchema.optional(),
})

export const countSchema = z.strictObject({
  operator: z.enum(['equals', 'not_equals', 'gt', 'gte', 'lt', 'lte']),
  value: z.number().int().min(0),
})

export type AttributeLeaf = z.infer<typeof attributeLeafSchema>
export type PropertyLeaf = z.infer<typeof propertyLeafSchema>
/** Counts the member's applied events, by name, properties and age. Without `count`: at least one. */
export type EventLeaf = {
  event: string
  where?: PropertyCondition | undefined
  within?: z.infer<typeof durationSchema> | undefined
  count?: z.infer<typeof countSchema> | undefined
}
export type PropertyCondition = PropertyLeaf | { all: PropertyCondition[] } | { any: PropertyCondition[] } | { none: PropertyCondition[] }
/** The member is in the segment with this key now. */
export const segmentLeafSchema = z.strictObject({ segment: z.string().min(1).max(64) })
export type SegmentLeaf = z.infer<typeof segmentLeafSchema>

export const messageOutcomes = ['created', 'sent', 'delivered', 'opened', 'clicked', 'bounced', 'failed', 'suppressed'] as const
export type MessageOutcome = (typeof messageOutcomes)[number]
/**
 * Counts the member's messages that came to an outcome, by where they came from and when that was. Without `count`: at
 * least one. `node` is a node of the passage in hand, and only its messages count; elsewhere it counts nothing.
 */
export type MessageLeaf = {
  message: {
    outcome: MessageOutcome
    template?: string | undefined
    node?: string | undefined
    channel?: Channel | undefined
    /** A journey's id. */
    journey?: string | undefined
  }
  within?: z.infer<typeof durationSchema> | undefined
  count?: z.infer<typeof countSchema> | undefined
}
export type Leaf = AttributeLeaf | EventLeaf | SegmentLeaf | MessageLeaf
export type Condition = Leaf | { all: Condition[] } | { any: Condition[] } | { none: Condition[] }

const group = <T extends z.ZodType>(inner: T) =>
  [
    z.strictObject({ all: z.array(inner).max(100) }),
    z.strictObject({ any: z.array(inner).max(100) }),
    z.strictObject({ none: z.array(inner).max(100) }),
  ] as const

export const propertyConditionSchema: z.ZodType<PropertyCondition> = z
  .lazy(() => z.union([propertyLeafSchema, ...group(propertyConditionSchema)]))
  .meta({ id: 'PropertyCondition' })

export const eventLeafSchema: z.ZodType<EventLeaf> = z.strictObject({
  event: nameSchema,
  where: propertyConditionSchema.optional(),
  within: durationSchema.optional(),
  count: countSchema.optional(),
})

export const messageLeafSchema: z.ZodType<MessageLeaf> = z.strictObject({
  message: z.strictObject({
    outcome: z.enum(messageOutcomes),
    template: z.string().min(1).max(64).optional(),
    node: z.string().min(1).max(64).optional(),
    channel: z.enum(channels).optional(),
    journey: z
      .string()
      .regex(/^[1-9]\d{0,8}$/)
      .optional(),
  }),
  within: durationSchema.optional(),
  count: countSchema.optional(),
})

export const conditionSchema: z.ZodType<Condition> = z
  .lazy(() => z.union([attributeLeafSchema, eventLeafSchema, segmentLeafSchema, messageLeafSchema, ...group(conditionSchema)]))
  .meta({ id: 'Condition' })
