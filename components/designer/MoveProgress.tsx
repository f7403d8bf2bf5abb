'use client'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { IconButton } from '#components/ui/Button.tsx'
import { useFormat } from '#components/useFormat.ts'
import { type JourneyResource, type VersionMove, versionMoveSchema } from '#domain/journey/resource.ts'

const LOOK_MS = 1_500
/** What was done longer ago than this when the page was opened is no news. */
const NEWS_MS = 60_000
const movesSchema = z.object({ data: z.array(versionMoveSchema) })

/** How far a publish has come with taking members along, and what came of it. It goes on when the page is left. */
export function MoveProgress({ journey }: { journey: JourneyResource }) {
  const t = useTranslations('designer.moving')
  const format = useFormat()
  const { api, slug } = useWorkspace()
  const [openedAt] = useState(() => Date.now())
  const [dismissed, setDismissed] = useState<string | null>(null)
  const moves = useQuery({
    queryKey: [slug, 'journeys', journey.id, 'moves', journey.version],
    queryFn: ({ signal }) => api(`/journeys/${journey.id}/moves`, movesSchema, { signal }),
    enabled: (journey.version ?? 0) > 1,
    refetchInterval: ({ state }) => (state.data?.data[0] && state.data.data[0].doneAt === null ? LOOK_MS : false),
  })
  const move = moves.data?.data[0]
  if (!move || move.id === dismissed || isOld(move, openedAt)) return null
  const { total, moved, left, remaining, version } = move
  const share = total === null || total === 0 ? 0 : Math.min(1, (moved + left) / total)
  return (
    <div
      role="status"
      className="absolute top-3 left-1/2 z-10 w-80 -translate-x-1/2 rounded-r3 border border-line-strong bg-raised px-4 py-2.5 shadow-lift-2"
    >
      <p className="flex items-center gap-2">
        <span className="flex-1 font-medium">
          {move.doneAt === null ? t('under', { version }) : t(move.because ?? 'done', { version })}
        </span>
        {move.doneAt !== null && (
          <IconButton small label={t('close')} onClick={() => setDismissed(move.id)}>
            <X className="size-3.5" />
          </IconButton>
        )}
      </p>
      {move.doneAt === null && (
        <progress className="my-1.5 block h-1 w-full accent-accent" max={1} value={share} aria-label={t('under', { version })} />
      )}
      <p className="num text-small text-text-2">
        {t('counts', {
          moved: format.number(moved),
          left,
          leftText: format.number(left),
          total: total === null ? 'none' : format.number(total),
        })}
        {move.doneAt !== null && (remaining ?? 0) > 0 && ` ${t('remaining', { count: remaining ?? 0 })}`}
      </p>
    </div>
  )
}

const isOld = ({ doneAt }: VersionMove, openedAt: number) => doneAt !== null && Date.parse(doneAt) < openedAt - NEWS_MS
