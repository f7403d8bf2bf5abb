'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { useApi } from '#components/shell/workspace.tsx'
import type { Graph } from '#domain/journey/document.ts'
import { journeyVersionSchema } from '#domain/journey/resource.ts'
import type { simulateSchema } from '#domain/simulate/request.ts'
import { type Simulation, simulationSchema } from '#domain/simulate/result.ts'
import type { Way } from './form.ts'

type Request = z.input<typeof simulateSchema>
/** The drawing that is played, as it was then. */
export type Played = { graph: Graph; version: 'draft' | number; way: Way }
export type Run =
  | { at: 'idle' }
  | { at: 'running'; since: number }
  | { at: 'failed'; error: Error }
  | { at: 'done'; played: Played; result: Simulation }

type Options = {
  journeyId: string
  draft: Graph
  /** Saves the draft; false when that failed. */
  beforeDraft: () => Promise<boolean>
  notSaved: string
}

/** Plays a simulation, one at a time. `cancel` hangs up, and the server gives up with it; so does leaving the page. */
export function useSimulation({ journeyId, draft, beforeDraft, notSaved }: Options) {
  const api = useApi()
  const [run, setRun] = useState<Run>({ at: 'idle' })
  const under = useRef<AbortController | null>(null)
  useEffect(() => () => under.current?.abort(), [])

  const cancel = useCallback(() => {
    under.current?.abort()
    setRun({ at: 'idle' })
  }, [])
  const start = async (request: Request, way: Way) => {
    const mine = new AbortController()
    under.current?.abort()
    under.current = mine
    const { signal } = mine
    const version = request.version ?? 'draft'
    setRun({ at: 'running', since: Date.now() })
    try {
      if (version === 'draft' && !(await beforeDraft())) throw new Error(notSaved)
      const graph = version === 'draft' ? draft : await api(`/journeys/${journeyId}/versions/${version}`, journeyVersionSchema, { signal })
      const result = await api(`/journeys/${journeyId}/simulate`, simulationSchema, { method: 'POST', body: request, signal })
      if (!signal.aborted) setRun({ at: 'done', played: { graph, version, way }, result })
    } catch (error) {
      if (!signal.aborted) setRun({ at: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
    }
  }
  return { run, start, cancel }
}
