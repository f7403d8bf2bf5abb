'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/Button.tsx'

type Props = { onNewer: (() => void) | undefined; onOlder: (() => void) | undefined; children: React.ReactNode }

/** Paging through time: what is shown, newer, older. */
export function PageFoot({ onNewer, onOlder, children }: Props) {
  const t = useTranslations('events.pages')
  return (
    <footer className="flex shrink-0 items-center gap-2 border-t border-line px-6 py-2 text-small text-text-2">
      <span className="num" aria-live="polite">
        {children}
      </span>
      <span className="flex-1" />
      <nav aria-label={t('label')} className="flex gap-2">
        <Button small icon={<ChevronLeft />} disabled={!onNewer} onClick={onNewer}>
          {t('newer')}
        </Button>
        <Button small disabled={!onOlder} onClick={onOlder}>
          {t('older')}
          <ChevronRight />
        </Button>
      </nav>
    </footer>
  )
}
