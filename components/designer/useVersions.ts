'use client'
import { useQuery } from '@tanstack/react-query'
import * as z from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { type JourneyResource, journeyVersionSchema } from '#domain/journey/resource.ts'

const versionsSchema = z.object({ data: z.array(journeyVersionSchema) })

/** The published versions, the newest first. */
export function useVersions({ id, version }: Pick<JourneyResource, 'id' | 'version'>) {
  const { api, slug } = useWorkspace()
  return useQuery({
    queryKey: [slug, 'journeys', id, 'versions', 'all', version],
    queryFn: ({ signal }) => api(`/journeys/${id}/versions`, versionsSchema, { signal }),
    enabled: version !== null,
    staleTime: 0,
  })
}
