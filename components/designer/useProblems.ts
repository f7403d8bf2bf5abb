'use client'
import { useMemo } from 'react'
import { useEventNames, useJourneys, useSegments, useTemplates } from '#components/forms/useCatalogue.ts'
import { textIn } from '#components/nodes/settings.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import { journeysNamed } from '#domain/journey/journeysNamed.ts'
import type { Problem } from '#domain/journey/problem.ts'
import { problemsOf } from '#domain/journey/problems.ts'
import { definitionOf } from '#domain/nodes/registry.ts'

type Saved = { id: string; problems: readonly Problem[] }

/** What stands against publishing, found as one draws with the same check that publishing makes; the server's until all is known. */
export function useProblems(document: JourneyDocument, { id: journeyId, problems: fromServer }: Saved): readonly Problem[] {
  const templates = useTemplates()
  const events = useEventNames()
  const journeys = useJourneys('', journeysNamed(document).length > 0)
  const segments = useSegments()
  return useMemo(() => {
    if (!templates.isKnown) return fromServer
    // Past one page of them, what is not there may be on another: the publish tells.
    const named = templates.isWhole ? [] : document.nodes.map(({ settings }) => textIn(settings, 'template'))
    return problemsOf(document, {
      templateKeys: new Set([...templates.rows.map(({ key }) => key), ...named]),
      journeyId,
      ...(journeys.isWhole ? { journeyIds: new Set(journeys.rows.map(({ id }) => id)) } : {}),
      ...(segments.isWhole ? { segmentKeys: new Set(segments.rows.map(({ key }) => key)) } : {}),
      ...(events.length > 0 ? { eventNames: new Set(events.map((one) => one.name)) } : {}),
    })
  }, [document, journeyId, templates, events, journeys, segments, fromServer])
}

/** The first lines of the messages a journey sends. */
export function usePeeks(document: JourneyDocument): ReadonlyMap<string, { title: string; line: string }> {
  const { rows } = useTemplates()
  return useMemo(() => {
    const peeks = new Map<string, { title: string; line: string }>()
    for (const node of document.nodes) {
      if (!definitionOf(node.kind).channel) continue
      const { subject, body, template } = node.settings
      if (typeof subject === 'string' && subject) peeks.set(node.key, { title: subject, line: typeof body === 'string' ? plain(body) : '' })
      const url = textIn(node.settings, 'url')
      if (url) peeks.set(node.key, { title: url.replace(/^https?:\/\//, ''), line: textIn(node.settings, 'method') || 'POST' })
      const found = typeof template === 'string' && template ? rows.find((one) => one.key === template) : undefined
      if (found) peeks.set(node.key, { title: found.subject || found.name, line: found.name })
    }
    return peeks
  }, [document.nodes, rows])
}

const plain = (html: string) =>
  html
    .replace(/<(style|mj-head|head)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120)
