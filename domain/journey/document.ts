import * as z from 'zod'
import { nodeKinds } from '#domain/nodes/kinds.ts'
import { journeySettingsSchema } from './settings.ts'

/**
 * A journey document: the same shape in the API, in a file export and in a version. Drafts are permissive (settings of a
 * node may be unfinished); a version is strict: publishing parses every node's settings with its kind's schema.
 */
export const nodeKeySchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, { error: 'nodeKey' })

export const draftNodeSchema = z
  .strictObject({
    key: nodeKeySchema,
    kind: z.enum(nodeKinds),
    name: z.string().max(120).default(''),
    settings: z.record(z.string(), z.json()).default({}),
    position: z.strictObject({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
  })
  .meta({ id: 'JourneyNode' })

export const pathSchema = z
  .strictObject({
    source: nodeKeySchema,
    outlet: z.string().min(1).max(64),
    target: nodeKeySchema,
    /** Order within an outlet. */
    index: z.number().int().min(0).optional(),
  })
  .meta({ id: 'JourneyPath' })

export const journeyNameSchema = z.string().trim().min(1).max(120)

export const journeyDocumentSchema = z
  .strictObject({
    name: journeyNameSchema,
    settings: journeySettingsSchema.prefault({}),
    nodes: z.array(draftNodeSchema).max(500).default([]),
    paths: z.array(pathSchema).max(2_000).default([]),
  })
  .meta({ id: 'JourneyDocument' })

export type DraftNode = z.infer<typeof draftNodeSchema>
export type Path = z.infer<typeof pathSchema>
export type JourneyDocument = z.infer<typeof journeyDocumentSchema>
export type Graph = Pick<JourneyDocument, 'nodes' | 'paths'>
