import * as z from 'zod'
import { type MessageOutcome, messageOutcomes, type Operand, type Operator, operators } from '#domain/condition/document.ts'
import { type Channel, channels } from '#domain/message/channel.ts'

/** A condition as it is being written: of the same shape as the document, with names that may still be empty. */

const units = ['months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const
const scalarSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])
const durationDraftSchema = z.strictObject(Object.fromEntries(units.map((unit) => [unit, z.number().optional()])))
const valueSchema = z.union([scalarSchema, z.array(scalarSchema), durationDraftSchema])
const comparison = { operator: z.enum(operators), value: valueSchema.optional() }

const attributeSchema = z.strictObject({ attribute: z.string(), ...comparison })
const propertySchema = z.strictObject({ property: z.string(), ...comparison })
export type AttributeDraft = z.infer<typeof attributeSchema>
export type PropertyDraft = z.infer<typeof propertySchema>
export type EventDraft = {
  event: string
  where?: Draft | undefined
  within?: Record<string, number | undefined> | undefined
  count?: { operator: CountOperator; value: number } | undefined
}
const segmentSchema = z.strictObject({ segment: z.string() })
export type SegmentDraft = z.infer<typeof segmentSchema>
export type MessageDraft = {
  message: {
    outcome: MessageOutcome
    template?: string | undefined
    node?: string | undefined
    channel?: Channel | undefined
    journey?: string | undefined
  }
  within?: Record<string, number | undefined> | undefined
  count?: { operator: CountOperator; value: number } | undefined
}
export type LeafDraft = AttributeDraft | PropertyDraft | EventDraft | SegmentDraft | MessageDraft
export type GroupDraft = { all: Draft[] } | { any: Draft[] } | { none: Draft[] }
export type Draft = LeafDraft | GroupDraft

export const groupKinds = ['all', 'any', 'none'] as const
export type GroupKind = (typeof groupKinds)[number]
export const countOperators = ['gte', 'lte', 'equals', 'gt', 'lt', 'not_equals'] as const
export type CountOperator = (typeof countOperators)[number]

const eventSchema: z.ZodType<EventDraft> = z.strictObject({
  event: z.string(),
  where: z.lazy(() => draftSchema).optional(),
  within: durationDraftSchema.optional(),
  count: z.strictObject({ operator: z.enum(countOperators), value: z.number() }).optional(),
})
const messageSchema: z.ZodType<MessageDraft> = z.strictObject({
  message: z.strictObject({
    outcome: z.enum(messageOutcomes),
    template: z.string().optional(),
    node: z.string().optional(),
    channel: z.enum(channels).optional(),
    journey: z.string().optional(),
  }),
  within: durationDraftSchema.optional(),
  count: z.strictObject({ operator: z.enum(countOperators), value: z.number() }).optional(),
})
const draftSchema: z.ZodType<Draft> = z.lazy(() =>
  z.union([
    attributeSchema,
    propertySchema,
    eventSchema,
    segmentSchema,
    messageSchema,
    z.strictObject({ all: z.array(draftSchema) }),
    z.strictObject({ any: z.array(draftSchema) }),
    z.strictObject({ none: z.array(draftSchema) }),
  ]),
)

/** What a node's settings hold, as a group to edit; null when it was written by hand in a way no form shows. */
export function readDraft(value: unknown): GroupDraft | null {
  if (value === undefined || value === null) return { all: [] }
  const parsed = draftSchema.safeParse(value)
  if (!parsed.success) return null
  return isGroup(parsed.data) ? parsed.data : { all: [parsed.data] }
}

const comparisonSchema = z.strictObject(comparison)
/** A comparison that stands alone, without the name of what is compared; null where there is none. */
export function readComparison(value: unknown): AttributeDraft | null {
  const parsed = comparisonSchema.safeParse(value)
  return parsed.success ? { attribute: '', ...parsed.data } : null
}

/** What is stored: nothing for a group without conditions, where nothing is allowed. */
export const writeDraft = (draft: GroupDraft): GroupDraft | null => (itemsOf(draft).length === 0 ? null : draft)

export const isGroup = (draft: Draft): draft is GroupDraft => 'all' in draft || 'any' in draft || 'none' in draft
export const isEvent = (draft: Draft): draft is EventDraft => 'event' in draft
export const isSegment = (draft: Draft): draft is SegmentDraft => 'segment' in draft
export const isMessage = (draft: Draft): draft is MessageDraft => 'message' in draft
export const kindOf = (draft: GroupDraft): GroupKind => ('all' in draft ? 'all' : 'any' in draft ? 'any' : 'none')
export const itemsOf = (draft: GroupDraft): Draft[] => ('all' in draft ? draft.all : 'any' in draft ? draft.any : draft.none)
export function groupOf(kind: GroupKind, items: Draft[]): GroupDraft {
  if (kind === 'all') return { all: items }
  return kind === 'any' ? { any: items } : { none: items }
}

export const replaceAt = (draft: GroupDraft, at: number, item: Draft): GroupDraft => groupOf(kindOf(draft), itemsOf(draft).with(at, item))
export const removeAt = (draft: GroupDraft, at: number): GroupDraft => groupOf(kindOf(draft), itemsOf(draft).toSpliced(at, 1))
export const append = (draft: GroupDraft, item: Draft): GroupDraft => groupOf(kindOf(draft), [...itemsOf(draft), item])

export const blankAttribute = (): AttributeDraft => ({ attribute: '', operator: 'equals', value: '' })
export const blankProperty = (): PropertyDraft => ({ property: '', operator: 'equals', value: '' })
export const blankEvent = (): EventDraft => ({ event: '', count: { operator: 'gte', value: 1 } })

export const blankSegment = (): SegmentDraft => ({ segment: '' })
export const blankMessage = (): MessageDraft => ({ message: { outcome: 'opened' }, within: { days: 7 } })

/** What an operator is compared with. */
export type OperandShape = 'none' | 'one' | 'two' | 'list' | 'duration' | 'date'
export function operandShape(operator: Operator): OperandShape {
  if (operator === 'is_set' || operator === 'is_not_set') return 'none'
  if (operator === 'between') return 'two'
  if (operator === 'in' || operator === 'not_in') return 'list'
  if (operator === 'within_last' || operator === 'not_within_last') return 'duration'
  if (operator === 'before' || operator === 'after') return 'date'
  return 'one'
}

/** A leaf with another operator: what was compared with stays where its shape allows. */
export function withOperator(leaf: AttributeDraft | PropertyDraft, operator: Operator): AttributeDraft | PropertyDraft {
  const { value, ...rest } = leaf
  const next = valueFor(operandShape(operator), value)
  return { ...rest, operator, ...(next === undefined ? {} : { value: next }) }
}
function valueFor(shape: OperandShape, value: Operand | undefined): Operand | undefined {
  const scalars = Array.isArray(value)
    ? value
    : value === undefined || value === '' || (typeof value === 'object' && value !== null)
      ? []
      : [value]
  if (shape === 'none') return undefined
  if (shape === 'list') return scalars
  if (shape === 'two') return [scalars[0] ?? '', scalars[1] ?? '']
  if (shape === 'duration') return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { days: 30 }
  return scalars[0] ?? ''
}

type Scalar = string | number | boolean | null
/** What somebody typed: a number or a truth where it reads as one; in quotation marks it is always text. */
export function readScalar(text: string): Scalar {
  const quoted = /^"(.*)"$/s.exec(text)
  if (quoted) return quoted[1] ?? ''
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && Number.isFinite(Number(text)) && text.length < 16 ? Number(text) : text
}
/** The same back: text that would read as something else stands in quotation marks. */
export function showScalar(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return readScalar(value) === value ? value : `"${value}"`
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
