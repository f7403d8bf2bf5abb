'use client'
import { useMemo } from 'react'
import { type LiveShow, type Scene, stripOf } from '#components/canvas/derive.ts'
import { heightOf } from '#components/canvas/geometry.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { Problem } from '#domain/journey/problem.ts'
import type { Mode } from './TopBar.tsx'
import type { useLive } from './useLive.ts'
import { usePeeks } from './useProblems.ts'

type Options = { mode: Mode; document: JourneyDocument; problems: readonly Problem[]; live: ReturnType<typeof useLive>; show: LiveShow }

/** What the canvas shows: the draft with its problems, or the live version with its numbers; null while those are on their way. */
export function useScene({ mode, document, problems, live, show }: Options): { scene: Scene | null; heights: ReadonlyMap<string, number> } {
  const peeks = usePeeks(document)
  const byNode = useMemo(() => {
    const map = new Map<string, Problem[]>()
    for (const problem of problems) if (problem.nodeKey) map.set(problem.nodeKey, [...(map.get(problem.nodeKey) ?? []), problem])
    return map
  }, [problems])
  const { graph, report } = live
  const scene = useMemo<Scene | null>(() => {
    if (mode === 'edit') return { document, problems: byNode, peeks, report: null, show: null }
    return graph && report ? { document: graph, problems: new Map(), peeks, report, show } : null
  }, [mode, document, byNode, peeks, graph, report, show])
  const heights = useMemo(() => new Map(scene?.document.nodes.map((node) => [node.key, heightOf(stripOf(node, scene))]) ?? []), [scene])
  return { scene, heights }
}
