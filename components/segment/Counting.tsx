'use client'
import { useTranslations } from 'next-intl'
import type { SegmentResource } from '#domain/segment/resource.ts'

/** "counting: 120,000 of 1,000,000 members", while that goes on. */
export function Counting({ counting }: Pick<SegmentResource, 'counting'>) {
  const t = useTranslations('segments')
  if (!counting) return null
  return (
    <div className="text-small font-normal text-text-3">{t('counting', { fed: counting.fed, total: counting.total ?? counting.fed })}</div>
  )
}
