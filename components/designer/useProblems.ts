'use client'
import { useMemo } from 'react'
import { useEventNames, useJourneyCatalogue, useTemplates } from '#components/forms/useCatalogue.ts'
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
  const journeys = useJourneyCatalogue(journeysNamed(document).length > 0)
  return useMemo(() => {
    if (!templates.data) return fromServer
    const templateKeys = new Set(templates.data.data.map((template) => template.key))
    return problemsOf(document, {
      templateKeys,
      journeyId,
      // Past one page of journeys, what is not there may be on another.
      ...(journeys?.nextCursor === null ? { journeyIds: new Set(journeys.data.map(({ id }) => id)) } : {}),
      ...(events.length > 0 ? { eventNames: new Set(events.map((one) => one.name)) } : {}),
    })
  }, [document, journeyId, templates.data, events, journeys, fromServer])
}

/** The first lines of the messages a journey sends. */
export function usePeeks(document: JourneyDocument): ReadonlyMap<string, { title: string; line: string }> {
  const templates = useTemplates()
  return useMemo(() => {
    const peeks = new Map<string, { title: string; line: string }>()
    for (const node of document.nodes) {
      if (!definitionOf(node.kind).channel) continue
      const { subject, body, template } = node.settings
      if (typeof subject === 'string' && subject) peeks.set(node.key, { title: subject, line: typeof body === 'string' ? plain(body) : '' })
      const found = typeof template === 'string' && template ? templates.data?.data.find((one) => one.key === template) : undefined
      if (found) peeks.set(node.key, { title: found.subject || found.name, line: found.name })
    }
    return peeks
  }, [document.nodes, templates.data])
}

const plain = (html: string) =>
  html
    .replace(/<(style|mj-head|head)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120)
