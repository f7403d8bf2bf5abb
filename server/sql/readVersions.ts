import { type JourneyDocument, journeyDocumentSchema } from '#domain/journey/document.ts'
import type { Queryable } from '#server/db/pg.ts'

export type VersionRow = { id: number; number: number; document: JourneyDocument }

/** Versions by id, with their graphs. Locks nothing; primary key. Pass a page's worth at most. */
export async function readVersions(db: Queryable, workspaceId: number, ids: readonly number[]): Promise<Map<number, VersionRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<{ id: number; number: number; document: unknown }>({
    name: 'read_versions',
    text: 'select id, number, document from public.journey_version where workspace_id = $1 and id = any($2::int[])',
    values: [workspaceId, [...new Set(ids)]],
  })
  return new Map(rows.map((row) => [row.id, { ...row, document: journeyDocumentSchema.parse(row.document) }]))
}
