'use client'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/workspace.tsx'
import type { Period } from '#domain/report/period.ts'
import { type Report, reportSchema } from '#domain/report/shape.ts'

const REFRESH_MS = 5_000

/** The numbers of a period: the page's own first, then fresh ones while the period reaches now. `at`: when they were read. */
export function useReport(journeyId: string, period: Period, first: Report, firstAt: number) {
  const api = useApi()
  const { data, dataUpdatedAt, error, refetch } = useQuery({
    queryKey: ['report', journeyId, period],
    queryFn: ({ signal }) =>
      api(`/journeys/${journeyId}/report`, reportSchema, {
        query: { from: period.from, ...(period.isOpen ? {} : { to: period.to }), interval: period.interval },
        signal,
      }),
    initialData: first,
    initialDataUpdatedAt: firstAt,
    refetchInterval: period.isOpen ? REFRESH_MS : false,
  })
  return { report: data, at: dataUpdatedAt, error, refetch }
}
