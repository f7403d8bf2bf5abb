'use client'
import { useQuery } from '@tanstack/react-query'
import { Check, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { useFormat } from '#components/useFormat.ts'
import { diff } from '#domain/journey/diff.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { MembersPolicy } from '#domain/journey/moves.ts'
import type { Problem } from '#domain/journey/problem.ts'
import { type JourneyResource, journeyVersionSchema, publishPreviewSchema } from '#domain/journey/resource.ts'
import { DiffList } from './DiffList.tsx'
import { DiffMap } from './DiffMap.tsx'
import { MembersPlan } from './MembersPlan.tsx'
import { ProblemList } from './ProblemsButton.tsx'

type Props = {
  journey: JourneyResource
  document: JourneyDocument
  problems: readonly Problem[]
  inside: number | null
  onClose: () => void
  onShow: (nodeKey: string | null) => void
  /** Leaves the dialogue to try the draft first. */
  onSimulate: () => void
  /** Answers with why not, or null when it is done. */
  onPublish: (members: MembersPolicy) => Promise<string | null>
}

/** What publishing changes, and for whom; refused while a problem stands, with the sentences. */
export function PublishDialog(props: Props) {
  const { journey, document, problems, inside, onClose, onShow, onSimulate, onPublish } = props
  const t = useTranslations('designer.publishing')
  const common = useTranslations('common')
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const [members, setMembers] = useState<MembersPolicy>({ policy: 'finish' })
  const preview = usePreview(journey)
  const standing = problems.filter((problem) => problem.severity === 'problem')
  const remarks = problems.length - standing.length
  const next = (journey.version ?? 0) + 1
  const live = useLiveVersion(journey)
  const changes = live.data ? diff(live.data, document) : journey.version === null ? diff({ nodes: [], paths: [] }, document) : null
  const unchanged = journey.version !== null && changes?.count === 0

  if (standing.length > 0)
    return (
      <Dialog
        open
        onClose={onClose}
        width="medium"
        title={t('refusedTitle', { name: document.name })}
        lead={t('refusedLead', { count: standing.length })}
        footer={<Button onClick={onClose}>{common('close')}</Button>}
      >
        <div className="-mx-2">
          <ProblemList
            document={document}
            problems={standing}
            onShow={(key) => {
              onClose()
              onShow(key)
            }}
          />
        </div>
      </Dialog>
    )
  const publish = async () => {
    setBusy(true)
    const why = await onPublish(members)
    setBusy(false)
    if (why === null) onClose()
    else setRefused(why)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      width="large"
      title={journey.version === null ? t('firstTitle', { name: document.name }) : t('title', { version: next, name: document.name })}
      lead={
        journey.version === null
          ? t('firstLead')
          : t('lead', {
              version: journey.version,
              since: journey.publishedAt ? format.day(journey.publishedAt) : '',
              members: inside ?? 0,
              known: inside === null ? 'no' : 'yes',
            })
      }
      footer={
        <>
          <span className="flex min-w-0 flex-1 items-center gap-2 text-small text-text-2" role="status">
            {refused ? <TriangleAlert className="size-3.5 text-bad-text" /> : <Check className="size-3.5" />}
            <span className={refused ? 'text-bad-text' : ''}>{refused ?? (unchanged ? t('nothing') : t('clear', { count: remarks }))}</span>
          </span>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button onClick={onSimulate}>{t('simulateFirst')}</Button>
          <Button look="primary" onClick={publish} disabled={busy || unchanged || changes === null}>
            {journey.version === null ? t('firstConfirm') : t('confirm', { version: next })}
          </Button>
        </>
      }
    >
      {changes === null ? (
        <Skeleton className="h-4 w-80" />
      ) : (
        <>
          <div className="grid grid-cols-[minmax(0,1fr)_262px] items-start gap-6 max-wide:grid-cols-1">
            <DiffList before={live.data ?? null} after={document} changes={changes} first={journey.version === null} />
            <DiffMap before={live.data ?? null} after={document} changes={changes} />
          </div>
          {journey.version !== null && (
            <MembersPlan preview={preview.data ?? null} document={document} value={members} onChange={setMembers} />
          )}
          {remarks > 0 && (
            <section className="mt-4 border-t border-line pt-3">
              <h3 className="mb-1 text-small font-medium text-text-2">{t('remarks', { count: remarks })}</h3>
              <div className="-mx-2">
                <ProblemList
                  document={document}
                  problems={problems.filter((problem) => problem.severity === 'warning')}
                  onShow={(key) => {
                    onClose()
                    onShow(key)
                  }}
                />
              </div>
            </section>
          )}
        </>
      )}
    </Dialog>
  )
}

const PREVIEW_MS = 10_000

/** Who is inside, counted anew while the dialogue is open. */
function usePreview(journey: Pick<JourneyResource, 'id' | 'version'>) {
  const { api, slug } = useWorkspace()
  return useQuery({
    queryKey: [slug, 'journeys', journey.id, 'preview', journey.version],
    queryFn: ({ signal }) => api(`/journeys/${journey.id}/publish/preview`, publishPreviewSchema, { method: 'POST', body: {}, signal }),
    enabled: journey.version !== null,
    staleTime: 0,
    refetchInterval: PREVIEW_MS,
  })
}

/** The live version's graph; nothing before the first publish. */
export function useLiveVersion(journey: Pick<JourneyResource, 'id' | 'version'>) {
  const { api, slug } = useWorkspace()
  return useQuery({
    queryKey: [slug, 'journeys', journey.id, 'versions', journey.version],
    queryFn: ({ signal }) => api(`/journeys/${journey.id}/versions/${journey.version}`, journeyVersionSchema, { signal }),
    enabled: journey.version !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
