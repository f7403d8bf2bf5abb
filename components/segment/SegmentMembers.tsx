'use client'
import { useTranslations } from 'next-intl'
import { usePages } from '#components/list/usePages.ts'
import { MemberTable } from '#components/member/MemberTable.tsx'
import { Pagination } from '#components/ui/Pagination.tsx'
import { memberListItemSchema } from '#domain/member/resource.ts'

/** Who is in a segment now, page by page. */
export function SegmentMembers({ segmentKey, isCounting }: { segmentKey: string; isCounting: boolean }) {
  const t = useTranslations('segments')
  const { rows, error, earlier, later } = usePages(`/segments/${segmentKey}/members`, memberListItemSchema, {
    limit: 25,
    refetchMs: isCounting ? 2_000 : 15_000,
  })
  if (error && !rows) return <p className="p-6 text-text-2">{error.message}</p>
  if (rows?.length === 0) return <p className="p-6 text-text-2">{t('nobody')}</p>
  return (
    <>
      <MemberTable rows={rows ?? []} />
      {(earlier || later) && (
        <div className="px-6 py-2">
          <Pagination onPrevious={earlier} onNext={later} />
        </div>
      )}
    </>
  )
}
