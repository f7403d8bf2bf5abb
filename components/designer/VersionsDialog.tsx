'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { Tag } from '#components/ui/Tag.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { useFormat } from '#components/useFormat.ts'
import { type JourneyResource, journeySchema } from '#domain/journey/resource.ts'
import { useVersions } from './useVersions.ts'

type Props = {
  journey: JourneyResource
  /** Members inside now. */
  inside: number
  onClose: () => void
  /** Saves the draft; false when that failed. */
  beforeRestore: () => Promise<boolean>
  onRestored: (journey: JourneyResource) => void
}

/** The published versions; an earlier one can be made live again. */
export function VersionsDialog(props: Props) {
  const { journey, onClose } = props
  const t = useTranslations('designer.versions')
  const common = useTranslations('common')
  const format = useFormat()
  const { may } = useWorkspace()
  const [chosen, setChosen] = useState<number | null>(null)
  const versions = useVersions(journey)
  if (chosen !== null) return <Restore {...props} number={chosen} onBack={() => setChosen(null)} />
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { name: journey.name })}
      lead={t('lead')}
      footer={<Button onClick={onClose}>{common('close')}</Button>}
    >
      <ul className="max-h-96 overflow-y-auto">
        {versions.data?.data.map(({ number, publishedAt, publishedBy, nodes }) => (
          <li key={number} className="flex items-center gap-3 border-b border-line py-2 last:border-0">
            <span className="min-w-0 flex-1">
              <span className="num flex items-center gap-2 font-medium">
                {t('version', { number })}
                {number === journey.version && <Tag tone="good">{t('live')}</Tag>}
              </span>
              <span className="cut block text-small text-text-2">
                {t('by', { when: format.dateTime(publishedAt), who: publishedBy?.name ?? t('system') })}
              </span>
            </span>
            <span className="num text-small text-text-2">{t('nodes', { count: nodes.length })}</span>
            {may('editor') && journey.status !== 'ENDED' && number !== journey.version && (
              <Button small onClick={() => setChosen(number)} aria-label={t('restoreLabel', { number })}>
                {t('restore')}
              </Button>
            )}
          </li>
        )) ?? <Skeleton className="h-4 w-80" />}
      </ul>
    </Dialog>
  )
}

function Restore({ journey, inside, number, onClose, onBack, beforeRestore, onRestored }: Props & { number: number; onBack: () => void }) {
  const t = useTranslations('designer.versions')
  const { api, slug } = useWorkspace()
  const toast = useToast()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const restore = async () => {
    setBusy(true)
    try {
      if (!(await beforeRestore())) return setRefused(t('notSaved'))
      const restored = await api(`/journeys/${journey.id}/versions/${number}/restore`, journeySchema, { method: 'POST', body: {} })
      toast({ text: t('done', { from: number, number: restored.version ?? 1 }) })
      onRestored(restored)
      void queries.invalidateQueries({ queryKey: [slug, 'journeys'] })
    } catch (error) {
      setRefused(error instanceof ApiError ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('confirm', { number })}
      lead={t('draftLost', { number, count: inside })}
      footer={
        <>
          <Button onClick={onBack}>{t('back')}</Button>
          <Button look="primary" onClick={restore} disabled={busy}>
            {t('confirm', { number })}
          </Button>
        </>
      }
    >
      {refused && (
        <p role="alert" className="text-bad-text">
          {refused}
        </p>
      )}
    </Dialog>
  )
}
