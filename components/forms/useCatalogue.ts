'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import * as z from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { journeyStatusSchema } from '#domain/journey/resource.ts'

const namesSchema = z.object({ data: z.array(z.object({ name: z.string(), count: z.number().optional() })) })

const RARELY = { staleTime: 60_000 } as const
const SHOWN_MAX = 200

/** Names that were seen, the most common first; null while they are not known. */
function useNames(path: string, enabled = true) {
  const { api, slug } = useWorkspace()
  const query = useQuery({
    ...RARELY,
    queryKey: [slug, 'names', path],
    queryFn: ({ signal }) => api(path, namesSchema, { signal }),
    enabled,
  })
  return query.data?.data ?? null
}

const NONE: z.output<typeof namesSchema>['data'] = []
/** Names of events that came, with how often. */
export const useEventNames = () => useNames('/events/names') ?? NONE
/** Names of properties that an event came with. */
export const usePropertyNames = (event: string) =>
  useNames(`/events/names/${encodeURIComponent(event)}/properties`, event.trim() !== '') ?? NONE
/** Names of attributes that the newest members have. */
export const useAttributeNames = () => useNames('/attributes/names')

/** What a workspace has of a kind: all of it while it is one page, else that and what `words` find. */
function useFound<Row>(path: string, row: z.ZodType<Row>, words: string, enabled = true) {
  const { api, slug } = useWorkspace()
  const schema = z.object({ data: z.array(row), nextCursor: z.string().nullable() })
  const first = useQuery({
    ...RARELY,
    queryKey: [slug, 'pick', path],
    queryFn: ({ signal }) => api(path, schema, { query: { limit: SHOWN_MAX }, signal }),
    enabled,
  })
  const isWhole = first.data?.nextCursor === null
  const found = useQuery({
    ...RARELY,
    queryKey: [slug, 'pick', path, words],
    queryFn: ({ signal }) => api(path, schema, { query: { limit: SHOWN_MAX, q: words }, signal }),
    enabled: first.data !== undefined && !isWhole && words !== '',
    placeholderData: (before) => before,
  })
  const isKnown = first.data !== undefined
  return useMemo(() => {
    const more = words === '' || isWhole ? [] : (found.data?.data ?? [])
    return { rows: [...more, ...(first.data?.data ?? [])], isWhole, isKnown }
  }, [words, isWhole, isKnown, found.data, first.data])
}

const templateSchema = z.object({ key: z.string(), name: z.string(), subject: z.string() })
const journeySchema = z.object({ id: z.string(), name: z.string(), status: journeyStatusSchema })
const segmentSchema = z.object({ key: z.string(), name: z.string() })

/** Email templates to pick from; `isWhole`: there are no others. */
export const useTemplates = (words = '') => useFound('/templates', templateSchema, words)
/** Journeys to pick from. */
export const useJourneys = (words = '', enabled = true) => useFound('/journeys', journeySchema, words, enabled)
/** Segments to pick from. */
export const useSegments = (words = '', enabled = true) => useFound('/segments', segmentSchema, words, enabled)
