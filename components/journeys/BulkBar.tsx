'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button, IconButton } from '#components/ui/Button.tsx'
import type { Lifecycle } from './useLifecycle.ts'
import type { ListRow } from './view.ts'

type Props = { rows: readonly ListRow[]; onAct: (act: Lifecycle, rows: readonly ListRow[]) => void; onClear: () => void }

/** What can be done with the journeys that are selected; each verb counts those it applies to. */
export function BulkBar({ rows, onAct, onClear }: Props) {
  const t = useTranslations('journeys')
  const { may } = useWorkspace()
  const ongoing = rows.filter((row) => row.status === 'ONGOING')
  const paused = rows.filter((row) => row.status === 'PAUSED')
  const started = [...ongoing, ...paused]
  const removable = rows.filter((row) => (row.version === null ? may('editor') : row.status === 'ENDED' && may('owner')))
  return (
    <div
      role="toolbar"
      aria-label={t('bulk.label')}
      className="fixed bottom-12 left-1/2 z-20 flex h-11 -translate-x-1/2 items-center gap-2 rounded-r3 border border-line-strong bg-raised pr-1.5 pl-4 shadow-lift-3"
    >
      <span className="num mr-2 font-medium">{t('bulk.selected', { count: rows.length })}</span>
      {may('editor') && ongoing.length > 0 && (
        <Button small onClick={() => onAct('pause', ongoing)}>
          {t('bulk.pause', { count: ongoing.length })}
        </Button>
      )}
      {may('editor') && paused.length > 0 && (
        <Button small onClick={() => onAct('resume', paused)}>
          {t('bulk.resume', { count: paused.length })}
        </Button>
      )}
      {may('editor') && started.length > 0 && (
        <Button small look="danger" onClick={() => onAct('end', started)}>
          {t('bulk.end', { count: started.length })}
        </Button>
      )}
      {removable.length > 0 && (
        <Button small look="danger" onClick={() => onAct('delete', removable)}>
          {t('bulk.delete', { count: removable.length })}
        </Button>
      )}
      <IconButton small label={t('bulk.clear')} side="top" onClick={onClear}>
        <X className="size-3.5" />
      </IconButton>
    </div>
  )
}
