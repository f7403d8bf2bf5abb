'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import * as z from 'zod'
import { useApi } from '#components/shell/workspace.tsx'
import { type ChooseWinner, experimentSchema } from '#domain/experiment/resource.ts'

const REFRESH_MS = 30_000
const listSchema = z.object({ data: z.array(experimentSchema) })

/** The experiments of a journey's live version, and how to choose the winner of one. */
export function useExperiments(journeyId: string) {
  const api = useApi()
  const queries = useQueryClient()
  const path = `/journeys/${journeyId}/experiments`
  const queryKey = ['experiments', journeyId]
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api(path, listSchema, { signal }),
    refetchInterval: REFRESH_MS,
  })
  const choose = async (key: string, choice: ChooseWinner) => {
    await api(`${path}/${encodeURIComponent(key)}/winner`, experimentSchema, { method: 'POST', body: choice })
    await queries.invalidateQueries({ queryKey })
  }
  return { experiments: data?.data, error, refetch, choose }
}
