'use client'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { DraftNode } from '#domain/journey/document.ts'
import type { Problem } from '#domain/journey/problem.ts'
import type { NodeKind } from '#domain/nodes/kinds.ts'
import { definitionOf } from '#domain/nodes/registry.ts'

/** What nodes, outlets and problems are called on the screen. */
export function useNodeWords() {
  const t = useTranslations()
  // The keys come from the domain: their catalogue is checked by its own tests.
  const say = useCallback((key: string, values?: Record<string, string | number>) => t(key, values), [t])
  const kind = useCallback((of: NodeKind) => say(`nodes.${of}.name`), [say])
  return {
    kind,
    about: useCallback((of: NodeKind) => say(`nodes.${of}.description`), [say]),
    /** The node's own name, else its kind's. */
    name: useCallback((node: DraftNode) => node.name || kind(node.kind), [kind]),
    /** The sentence of its settings. */
    summary: useCallback(
      (node: DraftNode) => {
        const text = definitionOf(node.kind).summary(node.settings)
        return say(text.key, text.values).trim()
      },
      [say],
    ),
    outlet: useCallback(
      ({ kind: of, settings }: Pick<DraftNode, 'kind' | 'settings'>, outlet: string) => {
        const names = definitionOf(of).outletNames?.(settings) ?? {}
        const own = `nodes.${of}.outlets.${outlet}`
        if (Object.hasOwn(names, outlet)) return names[outlet] ?? outlet
        if (t.has(own)) return say(own)
        // Of several alike: happened2, happened3.
        const [, first, number] = /^([a-z]+)(\d+)$/.exec(outlet) ?? []
        const counted = `nodes.${of}.outlets.${first}`
        return number && t.has(counted) ? `${say(counted)} ${number}` : outlet
      },
      [t, say],
    ),
    problem: useCallback(
      (problem: Problem) => {
        const key = `problems.${problem.code}`
        return t.has(key) ? say(key, problem.values) : problem.code
      },
      [t, say],
    ),
  }
}
