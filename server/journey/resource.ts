import type { JourneyResource } from '#domain/journey/resource.ts'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import type { Ctx } from '#server/context.ts'
import { graphOfRows } from './columns.ts'
import { etagOf, type JourneyRow } from './load.ts'
import { problemsOfDraft } from './problems.ts'

export const personOf = (operator: { id: number; name: string } | null) => operator && { id: String(operator.id), name: operator.name }

/** A journey as the API shows it, with what is wrong with its draft. */
export async function journeyResource(ctx: Ctx, row: JourneyRow): Promise<JourneyResource> {
  const settings = journeySettingsSchema.parse(row.settings)
  const graph = graphOfRows(row)
  return {
    id: String(row.id),
    name: row.name,
    status: row.status,
    version: row.liveVersion?.number ?? null,
    hasUnpublishedChanges: row.publishedDraftNumber !== row.draftNumber,
    settings,
    ...graph,
    problems: await problemsOfDraft(ctx, graph, row.id),
    etag: etagOf(row),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: personOf(row.updatedBy),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  }
}
