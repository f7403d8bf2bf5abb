'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { z } from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { useText } from '#components/useFormat.ts'
import { listOf } from '#domain/api/common.ts'
import { journeyListItemSchema } from '#domain/journey/resource.ts'
import type { ListRow } from './view.ts'

const pageSchema = listOf(journeyListItemSchema)
export type JourneyPage = z.infer<typeof pageSchema>
export const PAGE_SIZE = 200

/** Every journey of the workspace: the first page at once, the others behind it; asked again every half minute. */
export function useJourneys(first: JourneyPage | undefined) {
  const { api, slug } = useWorkspace()
  const text = useText()
  const query = useInfiniteQuery({
    queryKey: [slug, 'journeys', 'list'],
    queryFn: ({ pageParam, signal }) => api('/journeys', pageSchema, { query: { limit: PAGE_SIZE, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(first ? { initialData: { pages: [first], pageParams: [null] } } : {}),
    refetchInterval: 30_000,
  })
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage])
  // biome-ignore lint/correctness/useExhaustiveDependencies: text changes with the locale alone
  const rows = useMemo<ListRow[] | undefined>(
    () => query.data?.pages.flatMap((page) => page.data).map((item) => ({ ...item, sentence: item.trigger ? text(item.trigger) : '' })),
    [query.data],
  )
  return { rows, complete: !hasNextPage, error: query.error, refetch: query.refetch }
}
