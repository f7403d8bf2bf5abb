'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import type { ApiRequest } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { listOf } from '#domain/api/common.ts'

export type Page<Item> = { data: Item[]; nextCursor: string | null }
type Options<Item> = {
  query?: NonNullable<ApiRequest['query']>
  limit: number
  /** The first page of the query that one begins with, as the server rendered it. */
  first?: Page<Item> | undefined
  /** The first page is asked again this often; those behind it never. */
  refetchMs?: number | false
}

/**
 * A list by cursors, one page at a time: `later` and `earlier` are undefined where there is no such page. Another query
 * begins again with its first page.
 */
export function usePages<Item>(path: string, item: z.ZodType<Item>, { query = {}, limit, first, refetchMs = false }: Options<Item>) {
  const { api, slug } = useWorkspace()
  const name = JSON.stringify([path, query])
  const [opening] = useState(name)
  const [stack, setStack] = useState<{ of: string; cursors: string[] }>({ of: name, cursors: [] })
  const cursors = stack.of === name ? stack.cursors : []
  const cursor = cursors.at(-1)
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: [slug, 'pages', path, query, limit, cursor ?? null],
    queryFn: ({ signal }) => api(path, listOf(item), { query: { ...query, limit, cursor }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: cursor === undefined ? refetchMs : false,
    ...(first && cursor === undefined && name === opening ? { initialData: first } : {}),
  })
  const next = data?.nextCursor
  return {
    rows: data?.data,
    /** How many rows stand before this page. */
    before: cursors.length * limit,
    error,
    refetch,
    isChanging: isPlaceholderData,
    isFirst: cursor === undefined,
    toFirst: () => setStack({ of: name, cursors: [] }),
    earlier: cursors.length > 0 ? () => setStack({ of: name, cursors: cursors.slice(0, -1) }) : undefined,
    later: next && !isPlaceholderData ? () => setStack({ of: name, cursors: [...cursors, next] }) : undefined,
  }
}
