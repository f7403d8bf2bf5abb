'use client'
import { Check, CloudOff, RefreshCw, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/Button.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { Saving } from './saving.ts'

/** "Saved 10:42", "Saving…", or why not and what happens next. */
export function SavingNote({ saving, onRetry, onChoose }: { saving: Saving; onRetry: () => void; onChoose: () => void }) {
  const t = useTranslations('designer.saving')
  const format = useFormat()
  const line = 'flex items-center gap-1 text-small whitespace-nowrap'
  return (
    <div role="status" className="min-w-0">
      {saving.at === 'saved' && (
        <span className={`${line} text-text-3`} title={format.full(saving.when)}>
          <Check className="size-3.5" aria-hidden />
          {t('saved', { time: format.time(saving.when) })}
        </span>
      )}
      {(saving.at === 'waiting' || saving.at === 'sending') && <span className={`${line} text-text-3`}>{t('saving')}</span>}
      {saving.at === 'failed' && (
        <span className={`${line} font-medium text-bad-text`} title={saving.why}>
          <CloudOff className="size-3.5" aria-hidden />
          <span className="cut max-w-44">{saving.offline ? t('offline') : t('failed')}</span>
          <Button small look="ghost" onClick={onRetry} icon={<RefreshCw className="size-3" />}>
            {t('retry')}
          </Button>
        </span>
      )}
      {saving.at === 'stale' && (
        <span className={`${line} font-medium text-bad-text`}>
          <TriangleAlert className="size-3.5" aria-hidden />
          <Button small onClick={onChoose}>
            {t('stale')}
          </Button>
        </span>
      )}
    </div>
  )
}
