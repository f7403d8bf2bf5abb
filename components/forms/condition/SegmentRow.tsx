'use client'
import { UsersRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/forms/Combobox.tsx'
import { useSegmentNames } from '#components/forms/useCatalogue.ts'
import { RemoveButton } from './ComparisonRow.tsx'
import type { SegmentDraft } from './draft.ts'

type Props = { value: SegmentDraft; onChange: (value: SegmentDraft) => void; onRemove: () => void }

/** Whether the member is in another segment. */
export function SegmentRow({ value, onChange, onRemove }: Props) {
  const t = useTranslations('designer.condition')
  const segments = useSegmentNames()
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_16px] items-center gap-1.5 text-small text-text-2">
      {t('isIn')}
      <Combobox
        small
        label={t('segment')}
        placeholder={t('segment')}
        icon={<UsersRound className="size-3.5" aria-hidden />}
        value={value.segment}
        choices={segments.map(({ key, name }) => ({ value: key, note: name }))}
        onChange={(segment) => onChange({ segment })}
      />
      <RemoveButton onClick={onRemove} />
    </div>
  )
}
