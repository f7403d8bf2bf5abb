'use client'
import { useQuery } from '@tanstack/react-query'
import { documentOf } from '#components/journeys/useTransfer.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { type JourneyResource, journeySchema } from '#domain/journey/resource.ts'
import { StaleDialog } from './StaleDialog.tsx'
import type { useAutosave } from './useAutosave.ts'
import type { Editor } from './useEditor.ts'

type Props = {
  journeyId: string
  autosave: ReturnType<typeof useAutosave>
  editor: Editor
  onJourney: (journey: JourneyResource) => void
  onClose: () => void
}

/** Shows what somebody else saved, and goes on with theirs or with ours. */
export function StaleChoice({ journeyId, autosave, editor, onJourney, onClose }: Props) {
  const { api, slug } = useWorkspace()
  const load = () => api(`/journeys/${journeyId}`, journeySchema)
  const theirs = useQuery({ queryKey: [slug, 'journeys', journeyId, 'theirs'], queryFn: load, staleTime: 0, gcTime: 0 })
  return (
    <StaleDialog
      theirs={theirs.data ?? null}
      onClose={onClose}
      onTake={() => {
        if (!theirs.data) return
        const stored = documentOf(theirs.data)
        autosave.resolve(theirs.data, false, stored)
        editor.replace(stored)
        onJourney(theirs.data)
        onClose()
      }}
      onKeep={async () => {
        const now = await load()
        autosave.resolve(now, true, documentOf(now))
        onJourney(now)
        onClose()
      }}
    />
  )
}
