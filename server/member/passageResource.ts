import { z } from 'zod'
import { hotId } from '#domain/api/common.ts'
import type { DraftNode } from '#domain/journey/document.ts'
import { type ProgressResource, progressSchema } from '#domain/member/resource.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { PassageRow } from '#server/sql/readPassages.ts'
import type { VersionRow } from '#server/sql/readVersions.ts'

const entrySchema = z.object({
  name: z.string(),
  at: z.union([z.string(), z.number()]),
  properties: z.record(z.string(), z.json()).default({}),
})

/** A passage's row as the API shows it, its node named as its own version names it. */
export function passageResource(row: PassageRow, version: VersionRow | undefined): ProgressResource {
  const entry = entrySchema.parse(row.entry)
  const node = version?.document.nodes.find((one) => one.key === row.nodeKey)
  return progressSchema.parse({
    id: hotId(row.shard, row.id),
    journey: { id: String(row.journeyId), name: row.journeyName },
    version: row.version,
    status: row.status,
    nodeKey: row.nodeKey,
    node: node ? { name: node.name, kind: node.kind, summary: summaryOf(node) } : null,
    reason: row.reason,
    entry: { ...entry, at: new Date(entry.at).toISOString() },
    enteredAt: row.enteredAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
  })
}

/** The sentence of a node, in its version's words. */
export const summaryOf = (node: Pick<DraftNode, 'kind' | 'settings'>) => definitionOf(node.kind).summary(node.settings)
