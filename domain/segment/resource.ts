import * as z from 'zod'
import { idSchema, instantSchema, listOf } from '#domain/api/common.ts'
import { conditionSchema } from '#domain/condition/document.ts'
import { memberListItemSchema } from '#domain/member/resource.ts'

/** What conditions and triggers name a segment by. It never changes. */
export const segmentKeySchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: 'segmentKey' })

export const segmentContentSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(1_000).default(''),
  condition: conditionSchema,
})
export type SegmentContent = z.infer<typeof segmentContentSchema>
export const createSegmentSchema = segmentContentSchema.extend({ key: segmentKeySchema }).meta({ id: 'CreateSegment' })

/** How far members have been reckoned after the last change; null when all have been. */
const countingSchema = z.object({ fed: z.number().int(), total: z.number().int().nullable() })

export const segmentSchema = z
  .object({
    id: idSchema,
    key: segmentKeySchema,
    name: z.string(),
    description: z.string(),
    condition: conditionSchema,
    members: z.number().int(),
    counting: countingSchema.nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Segment' })
export type SegmentResource = z.infer<typeof segmentSchema>
export const segmentListSchema = listOf(segmentSchema)

export const segmentPreviewRequestSchema = z.strictObject({ condition: conditionSchema })
export const segmentPreviewSchema = z
  .object({
    /** The instant it is so at. */
    at: instantSchema,
    count: z.number().int(),
    /** The newest ten. */
    members: z.array(memberListItemSchema),
  })
  .meta({ id: 'SegmentPreview' })
export type SegmentPreview = z.infer<typeof segmentPreviewSchema>
