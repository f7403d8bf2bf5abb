'use client'
import { useMemo } from 'react'
import { type LiveShow, type Scene, stripOf } from '#components/canvas/derive.ts'
import { heightOf } from '#components/canvas/geometry.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { Problem } from '#domain/journey/problem.ts'
import type { PathPassage } from '#domain/simulate/result.ts'
import type { Run } from './simulate/useSimulation.ts'
import type { Mode } from './TopBar.tsx'
import type { useLive } from './useLive.ts'
import { usePeeks } from './useProblems.ts'

type Options = {
  mode: Mode
  document: JourneyDocument
  problems: readonly Problem[]
  live: ReturnType<typeof useLive>
  show: LiveShow
  /** The simulation, and which of a member's passages is looked at. */
  run: Run
  passage: number
}

/** What the canvas shows: the draft with its problems, the live version with its numbers, or what was simulated; null while that is on its way. */
export function useScene({ mode, document, problems, live, show, run, passage }: Options): {
  scene: Scene | null
  heights: ReadonlyMap<string, number>
} {
  const peeks = usePeeks(document)
  const byNode = useMemo(() => {
    const map = new Map<string, Problem[]>()
    for (const problem of problems) if (problem.nodeKey) map.set(problem.nodeKey, [...(map.get(problem.nodeKey) ?? []), problem])
    return map
  }, [problems])
  const { graph, report } = live
  const scene = useMemo<Scene | null>(() => {
    if (mode === 'edit') return { document, problems: byNode, peeks, report: null, show: null }
    if (mode === 'simulate') {
      if (run.at !== 'done') return { document, problems: NO_PROBLEMS, peeks, report: null, show: null }
      const { played, result } = run
      const way = played.way === 'backtest' ? {} : { way: wayOf(result.paths?.[0]?.passages[passage]) }
      return { document: played.graph, problems: NO_PROBLEMS, peeks, report: result, show, ...way }
    }
    return graph && report ? { document: graph, problems: NO_PROBLEMS, peeks, report, show } : null
  }, [mode, document, byNode, peeks, graph, report, show, run, passage])
  const heights = useMemo(() => new Map(scene?.document.nodes.map((node) => [node.key, heightOf(stripOf(node, scene))]) ?? []), [scene])
  return { scene, heights }
}

const NO_PROBLEMS: ReadonlyMap<string, readonly Problem[]> = new Map()

/** The nodes that a passage came to, and when last. */
const wayOf = (passage: PathPassage | undefined): ReadonlyMap<string, string> =>
  new Map(passage?.steps.map(({ node, at }): [string, string] => [node, at]))
