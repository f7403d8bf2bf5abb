'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from './Button.tsx'

type Props = {
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  /** What it pages through stands by time, the newest first. */
  isByTime?: boolean
  /** What is shown. */
  children?: React.ReactNode
}

/** Cursor paging: what is shown, back and on. */
export function Pagination({ onPrevious, onNext, isByTime = false, children }: Props) {
  const t = useTranslations('common')
  return (
    <nav aria-label={t('pages')} className="flex items-center gap-2 text-small text-text-2">
      <span className="num" aria-live="polite">
        {children}
      </span>
      <span className="flex-1" />
      <Button small icon={<ChevronLeft />} disabled={!onPrevious} onClick={onPrevious}>
        {t(isByTime ? 'newer' : 'previous')}
      </Button>
      <Button small disabled={!onNext} onClick={onNext}>
        {t(isByTime ? 'older' : 'next')}
        <ChevronRight />
      </Button>
    </nav>
  )
}
