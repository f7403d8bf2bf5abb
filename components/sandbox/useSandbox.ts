'use client'
import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { type SandboxMessageDetail, sandboxListSchema, sandboxMessageDetailSchema } from '#domain/message/resource.ts'

export type SandboxPage = z.infer<typeof sandboxListSchema>
type Filters = { q: string; unread: boolean }

/** The inbox, newest first, looked at again every five seconds. `first` is what the server rendered for `firstQuery`. */
export function useSandbox({ q, unread }: Filters, firstQuery: string, first: SandboxPage) {
  const { api, slug } = useWorkspace()
  return useInfiniteQuery({
    queryKey: [slug, 'sandbox', 'list', q, unread],
    queryFn: ({ pageParam, signal }) =>
      api('/sandbox/messages', sandboxListSchema, { query: { q, unread: unread || undefined, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
    refetchInterval: 5_000,
    ...(q === firstQuery && !unread ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  })
}

/** `first` is what the server rendered, perhaps of another message. */
export function useSandboxMessage(id: string, first: SandboxMessageDetail | null) {
  const { api, slug } = useWorkspace()
  return useQuery({
    queryKey: [slug, 'sandbox', 'message', id],
    queryFn: ({ signal }) => api(`/sandbox/messages/${id}`, sandboxMessageDetailSchema, { signal }),
    ...(first?.id === id ? { initialData: first } : {}),
    placeholderData: (before) => before,
    staleTime: 60_000,
  })
}

/** Marks as read or unread; the list shows it at once. */
export function useMarkRead() {
  const { api, slug } = useWorkspace()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, read }: { id: string; read: boolean }) =>
      api(`/sandbox/messages/${id}`, sandboxMessageDetailSchema, { method: 'PATCH', body: { read } }),
    onMutate: ({ id, read }) => {
      client.setQueriesData<InfiniteData<SandboxPage>>({ queryKey: [slug, 'sandbox', 'list'] }, (list) => list && withRead(list, id, read))
    },
    onSettled: () => void client.invalidateQueries({ queryKey: [slug, 'sandbox', 'list'] }),
  })
}

function withRead(list: InfiniteData<SandboxPage>, id: string, read: boolean): InfiniteData<SandboxPage> {
  const readAt = read ? new Date().toISOString() : null
  const change = list.pages.some((page) => page.data.some((one) => one.id === id && (one.readAt !== null) !== read)) ? (read ? -1 : 1) : 0
  return {
    ...list,
    pages: list.pages.map((page) => ({
      ...page,
      unread: Math.max(0, page.unread + change),
      data: page.data.map((one) => (one.id === id ? { ...one, readAt } : one)),
    })),
  }
}

export function useEmptySandbox() {
  const { api, slug } = useWorkspace()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.send('/sandbox/messages', { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: [slug, 'sandbox'] }),
  })
}
