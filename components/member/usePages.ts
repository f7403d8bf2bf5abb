'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import type { ApiRequest } from '#components/api.ts'
import { useApi } from '#components/shell/workspace.tsx'
import { listOf } from '#domain/api/common.ts'

export type Page<Item> = { data: Item[]; nextCursor: string | null }
type Options<Item> = { query?: NonNullable<ApiRequest['query']>; limit: number; first?: Page<Item> | undefined; refetchMs?: number }

/**
 * A list by cursors, one page at a time: `later` and `earlier` are undefined where there is no such page. Another query
 * begins again with its first page.
 */
export function usePages<Item>(path: string, item: z.ZodType<Item>, { query = {}, limit, first, refetchMs }: Options<Item>) {
  const api = useApi()
  const name = JSON.stringify([path, query])
  const [stack, setStack] = useState<{ of: string; cursors: string[] }>({ of: name, cursors: [] })
  const cursors = stack.of === name ? stack.cursors : []
  const cursor = cursors.at(-1)
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['pages', path, query, limit, cursor ?? null],
    queryFn: ({ signal }) => api(path, listOf(item), { query: { ...query, limit, cursor }, signal }),
    placeholderData: keepPreviousData,
    ...(first && cursor === undefined ? { initialData: first } : {}),
    ...(refetchMs ? { refetchInterval: refetchMs } : {}),
  })
  const next = data?.nextCursor
  return {
    rows: data?.data,
    /** How many rows stand before this page. */
    before: cursors.length * limit,
    error,
    refetch,
    isChanging: isPlaceholderData,
    earlier: cursors.length > 0 ? () => setStack({ of: name, cursors: cursors.slice(0, -1) }) : undefined,
    later: next && !isPlaceholderData ? () => setStack({ of: name, cursors: [...cursors, next] }) : undefined,
  }
}
