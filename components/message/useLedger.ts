'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { listOf } from '#domain/api/common.ts'
import { journeyListItemSchema } from '#domain/journey/resource.ts'
import { messageDetailSchema, messageListSchema } from '#domain/message/resource.ts'
import type { LedgerView } from './view.ts'

export type LedgerPage = z.infer<typeof messageListSchema>

/** The ledger under a view, looked at again every ten seconds. */
export function useLedger(view: LedgerView, firstView: LedgerView, first: LedgerPage) {
  const { api, slug } = useWorkspace()
  const { status, journey, q } = view
  const isFirst = status === firstView.status && journey === firstView.journey && q === firstView.q
  return useInfiniteQuery({
    queryKey: [slug, 'messages', 'list', status, journey, q],
    queryFn: ({ pageParam, signal }) =>
      api('/messages', messageListSchema, { query: { status: status === 'all' ? null : status, journey, q, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
    refetchInterval: 10_000,
    ...(isFirst ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  })
}

export function useMessage(id: string | null) {
  const { api, slug } = useWorkspace()
  return useQuery({
    queryKey: [slug, 'messages', 'one', id],
    queryFn: ({ signal }) => api(`/messages/${id}`, messageDetailSchema, { signal }),
    enabled: id !== null,
  })
}

const namesSchema = listOf(journeyListItemSchema.pick({ id: true, name: true }))

/** Journeys to filter by. */
export function useJourneyNames() {
  const { api, slug } = useWorkspace()
  return useQuery({
    queryKey: [slug, 'journeys', 'names'],
    queryFn: ({ signal }) => api('/journeys', namesSchema, { query: { limit: 500, sort: 'name' }, signal }),
    staleTime: 60_000,
  })
}
