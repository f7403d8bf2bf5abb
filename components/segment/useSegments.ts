'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { segmentListSchema } from '#domain/segment/resource.ts'

export type SegmentPage = z.infer<typeof segmentListSchema>

/** While members are being counted, numbers move. */
const COUNTING_MS = 2_000

/** The segments that match, page by page; `first` is what the server rendered for this search. */
export function useSegments(query: string, first: { query: string; page: SegmentPage }) {
  const { api, slug } = useWorkspace()
  return useInfiniteQuery({
    queryKey: [slug, 'segments', 'list', query],
    queryFn: ({ pageParam, signal }) => api('/segments', segmentListSchema, { query: { q: query, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.data.some(({ counting }) => counting)) ? COUNTING_MS : false),
    ...(first.query === query ? { initialData: { pages: [first.page], pageParams: [null] } } : {}),
  })
}
