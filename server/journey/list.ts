import { z } from 'zod'
import { listQuerySchema } from '#domain/api/common.ts'
import type { Graph } from '#domain/journey/document.ts'
import { journeysNamed } from '#domain/journey/journeysNamed.ts'
import { channelsOf, triggerSummary } from '#domain/journey/listing.ts'
import type { Problem } from '#domain/journey/problem.ts'
import { problemsOf } from '#domain/journey/problems.ts'
import { type JourneyListItem, journeyStatusSchema } from '#domain/journey/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { type JourneyListRow, type JourneySort, journeySorts, listJourneysSql } from '#server/sql/listJourneys.ts'
import { graphOfRows } from './columns.ts'
import { checkContext } from './problems.ts'

const DAYS = 30

const sorts = journeySorts.flatMap((sort) => [sort, `-${sort}`] as const)
export const journeyListQuerySchema = listQuerySchema.extend({
  status: journeyStatusSchema.optional(),
  /** Part of a name, of an event's name or of a template's key. */
  q: z.string().trim().max(200).optional(),
  sort: z.enum(sorts).default('-updatedAt'),
})
export type JourneyListQuery = z.output<typeof journeyListQuerySchema>

/** A page of the workspace's journeys with counts, what starts them, and how many problems their drafts have. */
export async function listJourneys(
  ctx: Ctx,
  { limit, cursor, ...filters }: JourneyListQuery,
): Promise<{ data: JourneyListItem[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const [after, afterId] = decodeCursor(cursor, filters, z.tuple([z.string(), z.number().int()])) ?? [null, null]
  const descending = filters.sort.startsWith('-')
  const sort = filters.sort.replace('-', '') as JourneySort
  const workspace = await prisma().workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId }, select: { timeZone: true } })
  const { rows } = await pool().query<JourneyListRow>({
    ...listJourneysSql(sort, descending),
    values: [ctx.workspaceId, filters.status ?? null, pattern(filters.q), after, afterId, limit + 1, workspace.timeZone],
  })
  const page = pageOf(rows, limit, filters, (row) => [row.key, row.id])
  const graphs = await graphsOf(page.rows.map(({ id }) => id))
  const context = await checkContext(ctx, [...graphs.values()].flatMap(journeysNamed))
  return {
    data: page.rows.map((row) => {
      const graph = graphs.get(row.id) ?? { nodes: [], paths: [] }
      return listItem(row, graph, problemsOf(graph, { ...context, journeyId: String(row.id) }))
    }),
    nextCursor: page.nextCursor,
  }
}

const pattern = (q: string | undefined) => (q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null)

/** The drafts' graphs of a page of journeys, in two queries. */
async function graphsOf(ids: number[]): Promise<Map<number, Graph>> {
  const [nodes, paths] = await Promise.all([
    prisma().journeyNode.findMany({ where: { journeyId: { in: ids } }, orderBy: { id: 'asc' } }),
    prisma().journeyPath.findMany({ where: { journeyId: { in: ids } }, orderBy: { id: 'asc' } }),
  ])
  const rows = new Map(ids.map((id) => [id, { nodes: [] as typeof nodes, paths: [] as typeof paths }]))
  for (const node of nodes) rows.get(node.journeyId)?.nodes.push(node)
  for (const path of paths) rows.get(path.journeyId)?.paths.push(path)
  return new Map([...rows].map(([id, of]) => [id, graphOfRows(of)]))
}

function listItem(row: JourneyListRow, graph: Graph, problems: Problem[]): JourneyListItem {
  return {
    id: String(row.id),
    name: row.name,
    status: row.status,
    version: row.version,
    hasUnpublishedChanges: row.changed,
    trigger: triggerSummary(graph),
    channels: channelsOf(graph),
    problems: problems.filter(({ severity }) => severity === 'problem').length,
    triggered: row.triggered,
    inProgress: Math.max(0, row.in_progress),
    ended: row.ended,
    error: row.error,
    perDay: Array.from({ length: DAYS }, (_, day) => row.days[day] ?? 0),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.editor_id === null ? null : { id: String(row.editor_id), name: row.editor_name ?? '' },
  }
}
