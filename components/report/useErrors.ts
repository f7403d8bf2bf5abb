'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { usePages } from '#components/list/usePages.ts'
import { useApi } from '#components/shell/workspace.tsx'
import { listOf } from '#domain/api/common.ts'
import { type actOnErrorsSchema, errorActSchema, errorCountsSchema, errorSchema } from '#domain/journey/errors.ts'

const REFRESH_MS = 10_000
const UNDER_WAY_MS = 1_500
export type ErrorFilter = { node?: string; reason?: string }

/** A journey's passages in ERROR: a page of them, how many there are by node and reason, and the act that is under way. */
export function useErrors(journeyId: string, filter: ErrorFilter) {
  const api = useApi()
  const queries = useQueryClient()
  const path = `/journeys/${journeyId}/errors`
  const pages = usePages(path, errorSchema, { query: filter, limit: 100, refetchMs: REFRESH_MS })
  const counts = useQuery({
    queryKey: ['errors', journeyId, 'count'],
    queryFn: ({ signal }) => api(`${path}/count`, errorCountsSchema, { signal }),
    refetchInterval: REFRESH_MS,
  })
  const acts = useQuery({
    queryKey: ['errors', journeyId, 'acts'],
    queryFn: ({ signal }) => api(`${path}/acts`, listOf(errorActSchema), { query: { limit: 1 }, signal }),
    refetchInterval: ({ state }) => (state.data?.data.some((act) => act.finishedAt === null) ? UNDER_WAY_MS : REFRESH_MS),
  })
  const refresh = async () => {
    await Promise.all([queries.invalidateQueries({ queryKey: ['errors', journeyId] }), pages.refetch()])
  }
  const act = async (body: z.input<typeof actOnErrorsSchema>) => {
    const done = await api(`${path}/act`, errorActSchema, { method: 'POST', body })
    await refresh()
    return done
  }
  const groups = counts.data?.groups ?? []
  const matching = groups.filter(({ node, reason }) => (filter.node ?? node) === node && (filter.reason ?? reason) === reason)
  return {
    ...pages,
    act,
    reasons: [...new Set(groups.map(({ reason }) => reason))],
    /** How many match the filter; null until it is known. */
    total: counts.data ? matching.reduce((sum, { count }) => sum + count, 0) : null,
    underWay: acts.data?.data.find(({ finishedAt }) => finishedAt === null) ?? null,
  }
}
