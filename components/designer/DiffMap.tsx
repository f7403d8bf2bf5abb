'use client'
import { useTranslations } from 'next-intl'
import { cornersOf, NODE_HEIGHT, NODE_WIDTH, outletX, roundedLine } from '#components/canvas/geometry.ts'
import { cx } from '#components/ui/cx.ts'
import type { DocumentDiff } from '#domain/journey/diff.ts'
import type { Graph } from '#domain/journey/document.ts'
import { definitionOf } from '#domain/nodes/registry.ts'

type Props = { before: Graph | null; after: Graph; changes: DocumentDiff }

const tints = {
  added: { card: 'fill-good-soft stroke-good-solid', word: 'fill-good-solid' },
  changed: { card: 'fill-warn-soft stroke-warn-solid', word: 'fill-warn-solid' },
  removed: { card: 'fill-bad-soft stroke-bad-solid [stroke-dasharray:14_10]', word: 'fill-transparent' },
  same: { card: 'fill-surface stroke-line-strong', word: 'fill-line-strong' },
}

/** The journey in small, with what is added, changed and removed. */
export function DiffMap({ before, after, changes }: Props) {
  const t = useTranslations('designer.diff')
  const changeOf = new Map(changes.nodes.map((change) => [change.node.key, change.change]))
  const gone = changes.nodes.flatMap((change) => (change.change === 'removed' ? [change.node] : []))
  const nodes = [...after.nodes, ...gone]
  if (nodes.length === 0) return null
  const xs = nodes.map((node) => node.position.x)
  const ys = nodes.map((node) => node.position.y)
  const box = {
    x: Math.min(...xs) - 24,
    y: Math.min(...ys) - 24,
    width: Math.max(...xs) - Math.min(...xs) + NODE_WIDTH + 48,
    height: Math.max(...ys) - Math.min(...ys) + NODE_HEIGHT + 48,
  }
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  return (
    <figure className="rounded-[8px] border border-line bg-surface-sunk p-2.75">
      <svg
        viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
        className="h-58 w-full"
        role="img"
        aria-label={t(before ? 'map' : 'mapFirst')}
      >
        {after.paths.map((path) => {
          const source = byKey.get(path.source)
          const target = byKey.get(path.target)
          if (!source || !target) return null
          const outlets = definitionOf(source.kind).outlets(source.settings)
          const from = { x: source.position.x + outletX(outlets.indexOf(path.outlet), outlets.length), y: source.position.y + NODE_HEIGHT }
          const to = { x: target.position.x + NODE_WIDTH / 2, y: target.position.y }
          return (
            <path
              key={`${path.source}/${path.outlet}/${path.target}`}
              d={roundedLine(cornersOf(from, to))}
              className="fill-none stroke-path"
              strokeWidth={5}
            />
          )
        })}
        {nodes.map((node) => {
          const tint = tints[before ? (changeOf.get(node.key) ?? 'same') : 'same']
          return (
            <g key={node.key} transform={`translate(${node.position.x} ${node.position.y})`}>
              <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx={12} className={cx(tint.card)} strokeWidth={5} />
              <rect x={24} y={20} width={104} height={14} rx={7} className={tint.word} />
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
