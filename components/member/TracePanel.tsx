'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ApiError } from '#components/api.ts'
import { useApi, useWorkspace } from '#components/shell/workspace.tsx'
import { buttonClass } from '#components/ui/Button.tsx'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { StateDot, type StateTone } from '#components/ui/StateDot.tsx'
import { type ProgressTrace, progressTraceSchema } from '#domain/member/resource.ts'
import { TraceVisit } from './TraceVisit.tsx'
import { byId, memberPath } from './useMember.ts'

export const progressTones: Record<ProgressTrace['status'], StateTone> = {
  READY: 'waiting',
  RUNNING: 'waiting',
  WAITING: 'waiting',
  ENDED: 'ended',
  CANCELED: 'idle',
  ERROR: 'error',
}
const REFRESH_MS = 5_000
type Props = { memberId: string; progressId: string | null; first: ProgressTrace | null }

/** One passage, node by node: what each decision saw, and what became of each message. */
export function TracePanel({ memberId, progressId, first }: Props) {
  const t = useTranslations('members.trace')
  const api = useApi()
  const { data, error } = useQuery({
    queryKey: ['trace', memberId, progressId],
    queryFn: ({ signal }) => api(memberPath(memberId, `/progress/${progressId}`), progressTraceSchema, { query: byId, signal }),
    enabled: progressId !== null,
    ...(first && first.id === progressId ? { initialData: first } : {}),
    refetchInterval: (query) => (query.state.data && query.state.data.nodeKey === null ? false : REFRESH_MS),
  })
  return (
    <section aria-label={t('lead')} className="min-h-0 min-w-0 overflow-y-auto border-l border-line bg-surface-sunk px-5 py-4">
      {progressId === null ? (
        <p className="py-8 text-center text-text-2">{t('never')}</p>
      ) : error && !data ? (
        <p role="alert" className="py-8 text-center text-text-2">
          {error instanceof ApiError && error.status === 404 ? t('missing') : `${t('failed')}: ${error.message}`}
        </p>
      ) : data ? (
        <Trace trace={data} />
      ) : (
        <div aria-hidden className="grid gap-6 pt-2">
          {['w-40', 'w-56', 'w-48', 'w-52'].map((width) => (
            <Skeleton key={width} className={width} />
          ))}
        </div>
      )}
    </section>
  )
}

/** A passage, with where it stands and each node it came to. */
export function Trace({ trace }: { trace: ProgressTrace }) {
  const t = useTranslations('members.trace')
  const { path } = useWorkspace()
  return (
    <>
      <header className="mb-3 flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="text-small text-text-2">{t('lead')}</p>
          <h2 className="cut text-title font-strong" title={trace.journey.name}>
            {trace.journey.name}
          </h2>
        </div>
        <StateDot tone={progressTones[trace.status]}>
          {t('version', { status: t(`status.${trace.status}`), version: trace.version })}
        </StateDot>
        <Link href={path(`/journeys/${trace.journey.id}`)} className={buttonClass({ small: true })}>
          {t('onCanvas')}
        </Link>
      </header>
      <ol>
        {trace.visits.map((visit, index) => (
          <TraceVisit key={visit.number} visit={visit} trace={trace} isLast={index === trace.visits.length - 1} />
        ))}
      </ol>
    </>
  )
}
