'use client'
import { useTranslations } from 'next-intl'
import { MemberTable } from '#components/member/MemberTable.tsx'
import { usePages } from '#components/member/usePages.ts'
import { Button } from '#components/ui/Button.tsx'
import { memberListItemSchema } from '#domain/member/resource.ts'

/** Who is in a segment now, page by page. `version` changes when that may have changed. */
export function SegmentMembers({ segmentKey, isCounting }: { segmentKey: string; isCounting: boolean }) {
  const t = useTranslations('segments')
  const common = useTranslations('common')
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
        <div className="flex justify-center gap-2 p-4">
          <Button disabled={!earlier} onClick={earlier}>
            {common('previous')}
          </Button>
          <Button disabled={!later} onClick={later}>
            {common('next')}
          </Button>
        </div>
      )}
    </>
  )
}
