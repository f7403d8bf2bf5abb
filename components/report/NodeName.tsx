'use client'
import { faceOf } from '#components/nodes/registry.ts'
import { Tile } from '#components/ui/Tile.tsx'
import { useText } from '#components/useFormat.ts'
import { type NodeKind, nodeKinds } from '#domain/nodes/kinds.ts'
import type { Text } from '#domain/text.ts'

const isKind = (kind: string): kind is NodeKind => nodeKinds.some((known) => known === kind)

/** The tile of a kind; nothing for a kind that is not known any more. */
export function NodeTile({ kind, small }: { kind: string; small?: boolean }) {
  if (!isKind(kind)) return null
  const { icon: Icon, shape } = faceOf(kind)
  return (
    <Tile shape={shape} {...(small ? { small } : {})}>
      <Icon />
    </Tile>
  )
}

/** What to call a node: its name, else its sentence. */
export function useNodeName(): (node: { name: string; summary: Text }) => string {
  const text = useText()
  return ({ name, summary }) => name || text(summary)
}
