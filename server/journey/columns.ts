import { z } from 'zod'
import type { DraftNode, Graph, Path } from '#domain/journey/document.ts'
import { draftNodeSchema } from '#domain/journey/document.ts'
import { categoryOf } from '#domain/nodes/kinds.ts'
import type { JourneyNode, JourneyPath } from '#prisma/generated/client.ts'

/**
 * A journey document has `settings` only. In the rows, their condition parts stand in columns of their own, so that one
 * can ask which journeys look at an attribute or an event: `filters` holds what a trigger lets in, `branch_settings`
 * what a branch asks. Splitting and merging give back exactly what came in.
 */
const columnOf: Record<string, 'filters' | 'branchSettings'> = {
  filter: 'filters',
  condition: 'branchSettings',
  branches: 'branchSettings',
}

type Json = z.core.util.JSONType
type Parts = { settings: Record<string, Json>; filters: Record<string, Json> | null; branchSettings: Record<string, Json> | null }

export function splitSettings(settings: DraftNode['settings']): Parts {
  const parts: Parts = { settings: {}, filters: null, branchSettings: null }
  for (const [name, value] of Object.entries(settings)) {
    const column = Object.hasOwn(columnOf, name) ? columnOf[name] : undefined
    if (column) parts[column] = { ...parts[column], [name]: value }
    else parts.settings[name] = value
  }
  return parts
}

const partSchema = z.record(z.string(), z.json()).nullable()

export function mergeSettings(row: Pick<JourneyNode, 'settings' | 'filters' | 'branchSettings'>): DraftNode['settings'] {
  return { ...partSchema.parse(row.settings), ...partSchema.parse(row.filters), ...partSchema.parse(row.branchSettings) }
}

export function nodeRow(node: DraftNode, owner: { workspaceId: number; journeyId: number }) {
  const { settings, filters, branchSettings } = splitSettings(node.settings)
  return {
    ...owner,
    key: node.key,
    name: node.name,
    kind: node.kind,
    category: categoryOf(node.kind),
    settings,
    ...(filters ? { filters } : {}),
    ...(branchSettings ? { branchSettings } : {}),
    x: node.position.x,
    y: node.position.y,
  }
}

export const nodeOfRow = (row: JourneyNode): DraftNode =>
  draftNodeSchema.parse({ key: row.key, kind: row.kind, name: row.name, settings: mergeSettings(row), position: { x: row.x, y: row.y } })

export const pathRow = (path: Path, owner: { workspaceId: number; journeyId: number }) => ({
  ...owner,
  sourceKey: path.source,
  outlet: path.outlet,
  index: path.index ?? 0,
  targetKey: path.target,
})

/** The first path of an outlet is written without its index, as people write it. */
export const pathOfRow = ({ sourceKey, outlet, targetKey, index }: JourneyPath): Path => ({
  source: sourceKey,
  outlet,
  target: targetKey,
  ...(index > 0 ? { index } : {}),
})

/** The graph of rows that were read in order of their id, which is the order of the document. */
export const graphOfRows = (rows: { nodes: JourneyNode[]; paths: JourneyPath[] }): Graph => ({
  nodes: rows.nodes.map(nodeOfRow),
  paths: rows.paths.map(pathOfRow),
})
