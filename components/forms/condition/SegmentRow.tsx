'use client'
import { useTranslations } from 'next-intl'
import { SegmentPicker } from '#components/forms/pickers.tsx'
import { RemoveButton } from './ComparisonRow.tsx'
import type { SegmentDraft } from './draft.ts'

type Props = { value: SegmentDraft; onChange: (value: SegmentDraft) => void; onRemove: () => void }

/** Whether the member is in another segment. */
export function SegmentRow({ value, onChange, onRemove }: Props) {
  const t = useTranslations('designer.condition')
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_16px] items-center gap-1.5 text-small text-text-2">
      {t('isIn')}
      <SegmentPicker small label={t('segment')} value={value.segment} onChange={(segment) => onChange({ segment })} />
      <RemoveButton onClick={onRemove} />
    </div>
  )
}
