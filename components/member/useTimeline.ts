'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { Page } from '#components/list/usePages.ts'
import { useApi } from '#components/shell/workspace.tsx'
import { listOf } from '#domain/api/common.ts'
import { type TimelineItem, timelineItemSchema, type timelineKinds } from '#domain/member/resource.ts'
import { byId, memberPath } from './useMember.ts'

export type Kind = (typeof timelineKinds)[number]
export const TIMELINE_LIMIT = 50
const REFRESH_MS = 10_000

/** The timeline, page after page; its first page is kept fresh while it is all that is shown. */
export function useTimeline(memberId: string, kinds: readonly Kind[], q: string, first: Page<TimelineItem>) {
  const api = useApi()
  const isPlain = kinds.length === 0 && q === ''
  return useInfiniteQuery({
    queryKey: ['timeline', memberId, kinds.join(','), q],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...byId, limit: TIMELINE_LIMIT, q, kinds: kinds.join(','), cursor: pageParam }
      return api(memberPath(memberId, '/timeline'), listOf(timelineItemSchema), { query, signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    ...(isPlain ? { initialData: { pages: [first], pageParams: [null] } } : {}),
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : REFRESH_MS),
  })
}
