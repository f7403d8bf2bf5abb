'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import type { MembersPolicy } from '#domain/journey/moves.ts'
import { type JourneyResource, journeySchema } from '#domain/journey/resource.ts'
import type { useAutosave } from './useAutosave.ts'

type Options = {
  journeyId: string
  autosave: ReturnType<typeof useAutosave>
  onJourney: (journey: JourneyResource) => void
  onLook: () => void
}

/** Publishes exactly the draft that is drawn: saved first, guarded by its ETag. Answers with why not, or null when it is done. */
export function usePublish({ journeyId, autosave, onJourney, onLook }: Options): (members: MembersPolicy) => Promise<string | null> {
  const { api, slug } = useWorkspace()
  const t = useTranslations('designer.publishing')
  const toast = useToast()
  const queries = useQueryClient()
  return async (members) => {
    if (!(await autosave.flush())) return t('notSaved')
    try {
      const headers = { 'If-Match': `"${autosave.etag()}"` }
      const answer = await api(`/journeys/${journeyId}/publish`, journeySchema, { method: 'POST', body: { members }, headers })
      onJourney(answer)
      void queries.invalidateQueries({ queryKey: [slug, 'journeys'] })
      toast({ text: t('done', { version: answer.version ?? 1, name: answer.name }), action: { label: t('look'), run: onLook } })
      return null
    } catch (error) {
      return error instanceof ApiError ? error.message : String(error)
    }
  }
}
