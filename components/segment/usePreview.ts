'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { segmentPreviewSchema } from '#domain/segment/resource.ts'

const PATIENCE_MS = 500

/** How many members a condition holds for, asked again when nothing was typed for a moment. */
export function usePreview(condition: unknown) {
  const { api, slug } = useWorkspace()
  const text = JSON.stringify(condition)
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [text])
  const { data, error, isFetching } = useQuery({
    queryKey: [slug, 'segments', 'preview', settled],
    queryFn: ({ signal }) =>
      api('/segments/preview', segmentPreviewSchema, { method: 'POST', body: { condition: JSON.parse(settled) }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  return { preview: data, error, isAsking: isFetching || settled !== text }
}
