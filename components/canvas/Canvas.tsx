'use client'
import 'reactflow/dist/base.css'
import './canvas.css'
import { useTranslations } from 'next-intl'
import { type DragEvent, useCallback, useMemo, useRef, useState } from 'react'
import {
  type AriaLabelConfig,
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionMode,
  type EdgeChange,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from 'reactflow'
import { refuseConnection } from '#domain/journey/connection.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { Edit } from '#domain/journey/edit.ts'
import type { NodeKind } from '#domain/nodes/kinds.ts'
import { nodeKinds } from '#domain/nodes/kinds.ts'
import { ToolDock, ZoomDock } from './Docks.tsx'
import { type CardNode, cardsOf, type LineEdge, linesOf, pathId, type Scene } from './derive.ts'
import { GRID, NODE_HEIGHT, NODE_WIDTH, onGrid, type Point } from './geometry.ts'
import { NodeCard } from './NodeCard.tsx'
import { PathLine } from './PathLine.tsx'
import { useNodeWords } from './useNodeWords.ts'

/** What is selected: nodes, or paths. It is never part of the document. */
export type Selection = { nodes: ReadonlySet<string>; paths: ReadonlySet<string> }
export const nothingSelected: Selection = { nodes: new Set(), paths: new Set() }

/** The type under which the palette carries a kind while it is dragged. */
export const KIND_DRAGGED = 'application/x-sojourn-kind'

type Props = {
  document: JourneyDocument
  scene: Scene
  selection: Selection
  onSelection: (selection: Selection) => void
  editable: boolean
  onEdit: (edit: Edit) => void
  onDropKind: (kind: NodeKind, at: Point) => void
  /** A path was drawn into nothing: from where, and where it ended in the window and on the canvas. */
  onOpenEnd: (from: { source: string; outlet: string }, at: { window: Point; canvas: Point }) => void
  onTidy: () => void
}

/** Where an empty canvas stands, so that the first card lies below the docks. */
const BEGINNING = { x: 300, y: 72, zoom: 1 }

const nodeTypes = { card: NodeCard }
const edgeTypes = { line: PathLine }
const fit = { maxZoom: 1, minZoom: 0.4, padding: { top: '56px', bottom: '24px', left: '24px', right: '24px' } } as const

/** The canvas: cards and paths derived from the document; what is done to them goes out as edits. */
export function Canvas({ document, scene, selection, onSelection, editable, onEdit, onDropKind, onOpenEnd, onTidy }: Props) {
  const t = useTranslations('designer')
  const words = useNodeWords()
  const flow = useReactFlow()
  const [panning, setPanning] = useState(false)
  // An empty canvas stays where it is when the first card comes: nothing jumps under the hand that draws.
  const [fitsFirst] = useState(scene.document.nodes.length > 0)
  const [dragged, setDragged] = useState<ReadonlyMap<string, Point>>(new Map())
  const cache = useRef<Map<string, CardNode>>(new Map())

  const derived = useMemo(() => {
    const cards = cardsOf(scene, cache.current)
    cache.current = new Map(cards.map((card) => [card.id, card]))
    return cards
  }, [scene])
  const nodes = useMemo(
    () =>
      derived.map((card) => {
        const position = dragged.get(card.id) ?? card.position
        const selected = selection.nodes.has(card.id)
        const { node, problems } = card.data
        const trouble = problems.filter((problem) => problem.severity === 'problem').length
        const ariaLabel = t('nodeLabel', {
          kind: words.kind(node.kind),
          name: words.name(node),
          summary: words.summary(node),
          problems: trouble,
        })
        return { ...card, position, selected, ariaLabel, ariaRole: 'group' as const }
      }),
    [derived, dragged, selection.nodes, t, words],
  )
  const edges = useMemo(() => {
    const names = (key: string) => {
      const node = scene.document.nodes.find((one) => one.key === key)
      return node ? words.name(node) : key
    }
    return linesOf(scene, names, editable).map((line) => ({
      ...line,
      selected: selection.paths.has(line.id),
      focusable: editable,
      className: selection.nodes.has(line.source) ? 'beside' : '',
      ariaLabel: t('pathLabel', {
        source: line.data?.sourceName ?? '',
        outlet: line.sourceHandle ?? '',
        target: line.data?.targetName ?? '',
      }),
    }))
  }, [scene, selection, editable, t, words])

  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const chosen = new Set(selection.nodes)
      let changed = false
      const moved: Record<string, Point> = {}
      const moving = new Map<string, Point>()
      for (const change of changes) {
        if (change.type === 'select') {
          if (change.selected) chosen.add(change.id)
          else chosen.delete(change.id)
          changed = true
        } else if (change.type === 'position' && change.position) {
          if (change.dragging) moving.set(change.id, change.position)
          else moved[change.id] = onGrid(change.position)
        }
      }
      if (changed) onSelection({ nodes: chosen, paths: chosen.size > 0 ? new Set() : selection.paths })
      if (moving.size > 0) setDragged((before) => new Map([...before, ...moving]))
      if (Object.keys(moved).length > 0) {
        setDragged(new Map())
        onEdit({ do: 'moveNodes', to: moved })
      }
    },
    [selection, onSelection, onEdit],
  )
  const onEdgesChange = useCallback(
    (changes: EdgeChange<LineEdge>[]) => {
      const chosen = new Set(selection.paths)
      let changed = false
      for (const change of changes) {
        if (change.type !== 'select') continue
        if (change.selected) chosen.add(change.id)
        else chosen.delete(change.id)
        changed = true
      }
      if (changed) onSelection({ nodes: chosen.size > 0 ? new Set() : selection.nodes, paths: chosen })
    },
    [selection, onSelection],
  )
  const endsOf = (connection: Connection | LineEdge) => ({
    source: connection.source,
    outlet: connection.sourceHandle ?? 'next',
    target: connection.target,
  })
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    const kind = nodeKinds.find((one) => one === event.dataTransfer.getData(KIND_DRAGGED))
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    if (kind) onDropKind(kind, { x: at.x - NODE_WIDTH / 2, y: at.y - NODE_HEIGHT / 2 })
  }
  const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    const from = state.fromHandle
    if (state.isValid || state.toNode || from?.type !== 'source' || !from.id) return
    const end = 'changedTouches' in event ? event.changedTouches[0] : event
    if (!end) return
    const window = { x: end.clientX, y: end.clientY }
    onOpenEnd({ source: from.nodeId, outlet: from.id }, { window, canvas: flow.screenToFlowPosition(window) })
  }
  const labels: Partial<AriaLabelConfig> = {
    'node.a11yDescription.default': t('aria.node'),
    'node.a11yDescription.keyboardDisabled': t('aria.node'),
    'edge.a11yDescription.default': t('aria.path'),
    'minimap.ariaLabel': t('aria.map'),
    'handle.ariaLabel': t('aria.outlet'),
  }
  return (
    <ReactFlow<CardNode, LineEdge>
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onConnect={(connection) => onEdit({ do: 'connect', path: endsOf(connection) })}
      isValidConnection={(connection) => connection.target !== null && refuseConnection(document, endsOf(connection)) === null}
      onConnectEnd={onConnectEnd}
      onDrop={onDrop}
      onDragOver={(event) => {
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      }}
      onPaneClick={() => onSelection(nothingSelected)}
      connectionMode={ConnectionMode.Strict}
      connectionRadius={28}
      nodesDraggable={editable}
      nodesConnectable={editable}
      edgesFocusable={editable}
      elementsSelectable
      deleteKeyCode={null}
      selectionKeyCode="Shift"
      multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
      selectionMode={SelectionMode.Partial}
      panOnDrag={panning ? true : [1, 2]}
      selectionOnDrag={!panning}
      panOnScroll
      zoomOnDoubleClick={false}
      snapToGrid
      snapGrid={[GRID, GRID]}
      minZoom={0.2}
      maxZoom={2}
      fitView={fitsFirst}
      defaultViewport={BEGINNING}
      fitViewOptions={fit}
      ariaLabelConfig={labels}
      proOptions={{ hideAttribution: true }}
      className="bg-canvas"
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={2} />
      <MiniMap
        pannable
        zoomable
        position="bottom-left"
        nodeBorderRadius={8}
        style={{ width: 144, height: 138 }}
        className="max-wide:hidden!"
      />
      {editable && <ToolDock panning={panning} onPanning={setPanning} onTidy={onTidy} />}
      <ZoomDock fit={fit} />
    </ReactFlow>
  )
}

/** The path of a selected line. */
export const pathOf = ({ paths }: Pick<JourneyDocument, 'paths'>, id: string) => paths.find((path) => pathId(path) === id) ?? null
