import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { TileShape } from '#components/ui/Tile.tsx'
import type { DraftNode, Graph } from '#domain/journey/document.ts'

export type NodeSettings = DraftNode['settings']

export type InspectorProps = {
  settings: NodeSettings
  /** The draft that the node stands in. */
  graph: Graph
  onChange: (settings: NodeSettings) => void
  /** The sentence of the first problem at a JSON pointer into the settings, or below it. */
  problemAt: (pointer: string) => string | null
}

/** The half of a node kind that shows it. The other half, domain/nodes/<kind>.ts, decides. */
export type NodeFace = {
  icon: LucideIcon
  /** The shape of its tile; an exit is an end, whatever its category. */
  shape: TileShape
  Inspector: ComponentType<InspectorProps>
}
