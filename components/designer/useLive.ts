'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import type { JourneyResource } from '#domain/journey/resource.ts'
import { reportSchema } from '#domain/report/shape.ts'
import type { Span } from './LivePanel.tsx'
import { useLiveVersion } from './PublishDialog.tsx'

const EVERY_MS = 3_000

/** The live version and its numbers, asked again every few seconds while they are looked at. */
export function useLive(journey: JourneyResource, span: Span, looking: boolean) {
  const { api, slug } = useWorkspace()
  const version = useLiveVersion(journey)
  const query = useQuery({
    queryKey: [slug, 'journeys', journey.id, 'report', span],
    queryFn: ({ signal }) =>
      api(`/journeys/${journey.id}/report`, reportSchema, {
        query: span === 'all' ? {} : { from: new Date(Date.now() - Number(span) * 86_400_000).toISOString() },
        signal,
      }),
    enabled: looking && journey.version !== null,
    refetchInterval: EVERY_MS,
    placeholderData: (before) => before,
  })
  const graph = useMemo(() => (version.data ? { nodes: version.data.nodes, paths: version.data.paths } : null), [version.data])
  return { graph, report: query.data ?? null, countedAt: query.dataUpdatedAt, error: query.error ?? version.error }
}
