'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { type PreviewRequest, previewSchema } from '#domain/message/resource.ts'

const SETTLE_MS = 300

/** The content rendered by the server a moment after the last key; the one before stays in sight meanwhile. */
export function usePreview(request: PreviewRequest) {
  const { api, slug } = useWorkspace()
  const wire = JSON.stringify(request)
  const [settled, setSettled] = useState(wire)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wire), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [wire])
  return useQuery({
    queryKey: [slug, 'templates', 'preview', settled],
    queryFn: ({ signal }) => api('/templates/preview', previewSchema, { method: 'POST', body: JSON.parse(settled), signal }),
    placeholderData: (before) => before,
    staleTime: 60_000,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  })
}
