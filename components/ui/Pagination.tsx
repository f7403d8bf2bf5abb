'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from './Button.tsx'

type Props = { onPrevious?: (() => void) | undefined; onNext?: (() => void) | undefined; children?: React.ReactNode }

/** Cursor paging: earlier and later, with what is shown between them. */
export function Pagination({ onPrevious, onNext, children }: Props) {
  const t = useTranslations('common')
  return (
    <nav aria-label={t('pages')} className="flex items-center gap-2 text-small text-text-2">
      {children}
      <span className="flex-1" />
      <Button small icon={<ChevronLeft />} disabled={!onPrevious} onClick={onPrevious}>
        {t('previous')}
      </Button>
      <Button small disabled={!onNext} onClick={onNext}>
        {t('next')}
        <ChevronRight />
      </Button>
    </nav>
  )
}
