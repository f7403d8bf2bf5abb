'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { useToast } from '#components/ui/Toast.tsx'

export type Lifecycle = 'pause' | 'resume' | 'end' | 'delete'
export type Named = { id: string; name: string }

/** How many of these calls are under way at once. */
const AT_ONCE = 4

/** Pause, resume, end or delete one journey or many; says what was done, and takes a pause back on Undo. */
export function useLifecycle() {
  const { api, slug } = useWorkspace()
  const t = useTranslations('journeys.done')
  const toast = useToast()
  const queries = useQueryClient()

  return useCallback(
    async (act: Lifecycle, journeys: readonly Named[], body: object = {}): Promise<Named[]> => {
      const call = (what: Lifecycle, journey: Named) =>
        what === 'delete'
          ? api.send(`/journeys/${journey.id}`, { method: 'DELETE' })
          : api.send(`/journeys/${journey.id}/${what}`, { method: 'POST', body })
      const done: Named[] = []
      const refused: { journey: Named; why: string }[] = []
      const queue = [...journeys]
      const worker = async () => {
        for (let journey = queue.shift(); journey; journey = queue.shift()) {
          const one = journey
          await call(act, one).then(
            () => done.push(one),
            (error: unknown) => refused.push({ journey: one, why: error instanceof ApiError ? error.message : String(error) }),
          )
        }
      }
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, journeys.length) }, worker))
      await queries.invalidateQueries({ queryKey: [slug, 'journeys'] })
      const first = done[0]
      if (first) {
        const back = act === 'pause' ? 'resume' : act === 'resume' ? 'pause' : null
        toast({
          text: t(act, { count: done.length, name: first.name }),
          ...(back && {
            undo: () =>
              void Promise.all(done.map((journey) => call(back, journey))).then(() =>
                queries.invalidateQueries({ queryKey: [slug, 'journeys'] }),
              ),
          }),
        })
      }
      for (const { journey, why } of refused.slice(0, 2)) toast({ tone: 'bad', text: t('refused', { name: journey.name, why }) })
      return done
    },
    [api, slug, t, toast, queries],
  )
}
