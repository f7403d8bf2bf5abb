'use client'
import { useQuery } from '@tanstack/react-query'
import * as z from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'

const namesSchema = z.object({ data: z.array(z.object({ name: z.string(), count: z.number().optional() })) })
const templatesSchema = z.object({ data: z.array(z.object({ key: z.string(), name: z.string(), subject: z.string() })) })

const RARELY = { staleTime: 60_000 } as const

/** Names of events that came, with how often. */
export function useEventNames() {
  const { api, slug } = useWorkspace()
  return (
    useQuery({ ...RARELY, queryKey: [slug, 'events', 'names'], queryFn: ({ signal }) => api('/events/names', namesSchema, { signal }) })
      .data?.data ?? []
  )
}

/** Names of properties that an event came with. */
export function usePropertyNames(event: string) {
  const { api, slug } = useWorkspace()
  const query = useQuery({
    ...RARELY,
    queryKey: [slug, 'events', 'names', event, 'properties'],
    queryFn: ({ signal }) => api(`/events/names/${encodeURIComponent(event)}/properties`, namesSchema, { signal }),
    enabled: event.trim() !== '',
  })
  return query.data?.data ?? []
}

/** Email templates to pick from. */
export function useTemplates() {
  const { api, slug } = useWorkspace()
  return useQuery({
    ...RARELY,
    queryKey: [slug, 'templates', 'pick'],
    queryFn: ({ signal }) => api('/templates', templatesSchema, { query: { limit: 200 }, signal }),
  })
}

const journeysSchema = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })), nextCursor: z.string().nullable() })

/** The workspace's journeys, and whether that is all of them. */
export function useJourneyCatalogue(enabled = true) {
  const { api, slug } = useWorkspace()
  return useQuery({
    ...RARELY,
    queryKey: [slug, 'journeys', 'pick'],
    queryFn: ({ signal }) => api('/journeys', journeysSchema, { query: { limit: 200 }, signal }),
    enabled,
  }).data
}

const segmentsSchema = z.object({ data: z.array(z.object({ key: z.string(), name: z.string() })) })

/** Segments to pick from. */
export function useSegmentNames() {
  const { api, slug } = useWorkspace()
  return (
    useQuery({
      ...RARELY,
      queryKey: [slug, 'segments', 'pick'],
      queryFn: ({ signal }) => api('/segments', segmentsSchema, { query: { limit: 200 }, signal }),
    }).data?.data ?? []
  )
}
