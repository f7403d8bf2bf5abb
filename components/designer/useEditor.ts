'use client'
import { useCallback, useMemo, useRef, useState } from 'react'
import { nothingSelected, pathOf, type Selection } from '#components/canvas/Canvas.tsx'
import { heightOf, PILL_REACH, type Point } from '#components/canvas/geometry.ts'
import { free, freeOutlet, makeRoom, placeAfter, placeAtEnd } from '#components/canvas/place.ts'
import { tidy } from '#components/canvas/tidy.ts'
import { type Clip, copy, freshNode, renew } from '#domain/journey/clip.ts'
import type { JourneyDocument, Path } from '#domain/journey/document.ts'
import type { Edit } from '#domain/journey/edit.ts'
import { apply, begin, type EditHistory, redo, undo } from '#domain/journey/history.ts'
import { categoryOf, type NodeKind } from '#domain/nodes/kinds.ts'
import { definitionOf } from '#domain/nodes/registry.ts'

/** Edits of one thing that follow each other within this time are one step of undo. */
const JOIN_MS = 1_200
const newSuffix = () => crypto.randomUUID().slice(0, 8)

/** How high a fresh card stands with its strip and pills: most begin with something to choose. */
function freshHeight(kind: NodeKind): number {
  const { blank, channel, outlets, problems } = definitionOf(kind)
  const wrong = problems(blank, { templateKeys: new Set() }).some((problem) => problem.severity === 'problem')
  return heightOf(channel ? 'message' : wrong ? 'fix' : 'none') + (outlets(blank).length > 1 ? PILL_REACH : 0)
}

/** What was copied last, in any journey of this window. */
let clipboard: Clip | null = null

/** The draft being edited, its undo list and what is selected; every verb of the canvas, palette and inspector. */
export function useEditor(initial: JourneyDocument, heightOfKey: (key: string) => number) {
  const [history, setHistory] = useState<EditHistory>(() => begin(initial))
  const [selection, setSelection] = useState<Selection>(nothingSelected)
  const lastEdit = useRef(0)
  const { document } = history
  const outletsOf = useCallback(
    (key: string) => {
      const node = document.nodes.find((one) => one.key === key)
      return node ? definitionOf(node.kind).outlets(node.settings) : []
    },
    [document],
  )
  const measure = useMemo(() => ({ heightOf: heightOfKey, outletsOf }), [heightOfKey, outletsOf])

  const edit = useCallback((change: Edit) => {
    const now = Date.now()
    const join = now - lastEdit.current < JOIN_MS
    lastEdit.current = now
    setHistory((before) => apply(before, change, { join }))
  }, [])
  const select = (...keys: string[]) => setSelection({ nodes: new Set(keys), paths: new Set() })

  /** Adds a node: at a point, on a path, out of an outlet, or (chosen from the palette) after what is selected. */
  const add = (kind: NodeKind, where: { at?: Point; on?: Path; from?: { source: string; outlet: string } } = {}) => {
    const isTrigger = categoryOf(kind) === 'trigger'
    const place = (position: Point) => freshNode(kind, newSuffix(), position)
    if (where.on && !isTrigger) {
      const { at, shift } = makeRoom(document, where.on, freshHeight(kind), measure)
      const node = place(at)
      edit({ do: 'insertOnPath', node, on: where.on, shift })
      select(node.key)
      return node
    }
    const chosen = document.nodes.find((one) => selection.nodes.size === 1 && selection.nodes.has(one.key))
    const outlet = chosen && !isTrigger && !where.at ? freeOutlet(document, chosen.key, outletsOf(chosen.key)) : null
    const from = where.from ?? (chosen && outlet ? { source: chosen.key, outlet } : undefined)
    const source = from && document.nodes.find((one) => one.key === from.source)
    const position = where.at
      ? free(document, heightOfKey, where.at)
      : source && from
        ? placeAfter(document, source, from.outlet, measure)
        : isTrigger && document.nodes.length > 0
          ? free(document, heightOfKey, { x: (document.nodes[0]?.position.x ?? 0) + 280, y: document.nodes[0]?.position.y ?? 0 })
          : placeAtEnd(document, heightOfKey)
    const node = place(position)
    edit({ do: 'addNode', node, ...(from && !isTrigger ? { from } : {}) })
    select(node.key)
    return node
  }

  const paste = (clip: Clip | null) => {
    if (!clip || clip.nodes.length === 0) return
    const renewed = renew(clip, clip.nodes.map(newSuffix), { x: 40, y: 40 })
    edit({ do: 'paste', ...renewed })
    select(...renewed.nodes.map((node) => node.key))
  }
  const chosenKeys = [...selection.nodes].filter((key) => document.nodes.some((node) => node.key === key))

  return {
    document,
    selection,
    setSelection,
    edit,
    add,
    select,
    measure,
    replace: (next: JourneyDocument) => {
      setHistory(begin(next))
      setSelection(nothingSelected)
    },
    canUndo: history.done.length > 0,
    canRedo: history.undone.length > 0,
    last: history.done.at(-1) ?? null,
    undo: () => setHistory(undo),
    redo: () => setHistory(redo),
    remove: () => {
      if (chosenKeys.length > 0) edit({ do: 'removeNodes', keys: chosenKeys, heal: true })
      for (const id of selection.paths) {
        const path = pathOf(document, id)
        if (path) edit({ do: 'disconnect', path })
      }
      setSelection(nothingSelected)
    },
    copy: () => {
      if (chosenKeys.length > 0) clipboard = copy(document, chosenKeys)
    },
    paste: () => paste(clipboard),
    duplicate: () => paste(copy(document, chosenKeys)),
    selectAll: () => select(...document.nodes.map((node) => node.key)),
    tidy: () => edit({ do: 'tidy', to: Object.fromEntries(tidy(document, measure)) }),
  }
}
export type Editor = ReturnType<typeof useEditor>
