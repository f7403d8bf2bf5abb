'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'

export type Page<Row> = { data: Row[]; nextCursor: string | null }
type Options<Row> = {
  path: string
  schema: z.ZodType<Page<Row>>
  query: Record<string, string>
  first?: Page<Row> | undefined
  /** The newest page is asked again this often; older ones never. */
  everyMs: number | false
}

/** A list by cursors: the newest page live, older pages as they were. Filters begin it anew. */
export function usePages<Row>({ path, schema, query, first, everyMs }: Options<Row>) {
  const { api, slug } = useWorkspace()
  const filter = JSON.stringify(query)
  const [trail, setTrail] = useState<{ filter: string; cursors: string[] }>({ filter, cursors: [] })
  const cursors = trail.filter === filter ? trail.cursors : []
  const cursor = cursors.at(-1) ?? null
  const [opening] = useState(filter)
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: [slug, path, query, cursor],
    queryFn: ({ signal }) => api(path, schema, { query: { ...query, limit: 50, cursor }, signal }),
    refetchInterval: cursor === null ? everyMs : false,
    placeholderData: keepPreviousData,
    ...(first && cursor === null && filter === opening ? { initialData: first } : {}),
  })
  const next = data?.nextCursor
  return {
    rows: data?.data,
    error,
    refetch,
    isStale: isPlaceholderData,
    isNewest: cursor === null,
    onNewer: cursors.length ? () => setTrail({ filter, cursors: cursors.slice(0, -1) }) : undefined,
    onOlder: next ? () => setTrail({ filter, cursors: [...cursors, next] }) : undefined,
    onNewest: () => setTrail({ filter, cursors: [] }),
  }
}
