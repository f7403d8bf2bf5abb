'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { templateListSchema } from '#domain/message/resource.ts'

export type TemplatePage = z.infer<typeof templateListSchema>

/** The templates that match, page by page; `first` is what the server rendered for this search. */
export function useTemplates(query: string, first: { query: string; page: TemplatePage }) {
  const { api, slug } = useWorkspace()
  return useInfiniteQuery({
    queryKey: [slug, 'templates', 'list', query],
    queryFn: ({ pageParam, signal }) => api('/templates', templateListSchema, { query: { q: query, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
    ...(first.query === query ? { initialData: { pages: [first.page], pageParams: [null] } } : {}),
  })
}
