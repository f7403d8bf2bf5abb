'use client'
import { useTranslations } from 'next-intl'
import { ConditionBuilder } from '#components/forms/condition/ConditionBuilder.tsx'
import { useFormat } from '#components/useFormat.ts'
import { type ConditionDraft, conditionOf } from './segmentDraft.ts'
import { usePreview } from './usePreview.ts'

/** The condition builder, and how many members it holds for now. */
export function SegmentCondition({ value, onChange }: { value: ConditionDraft; onChange?: ((value: ConditionDraft) => void) | undefined }) {
  const t = useTranslations('segments')
  const designer = useTranslations('designer.condition')
  const format = useFormat()
  const { preview, error, isAsking } = usePreview(conditionOf(value))
  return (
    <section className="grid gap-2" aria-label={t('condition')}>
      <h3 className="font-medium">{t('condition')}</h3>
      {value.isByHand ? (
        <p className="text-small text-text-2">{designer('byHand')}</p>
      ) : (
        <fieldset disabled={!onChange} className="contents">
          <ConditionBuilder
            value={value.group}
            onChange={(group) => onChange?.({ isByHand: false, group })}
            scope={{ of: 'member' }}
            label={t('condition')}
          />
        </fieldset>
      )}
      <p role="status" className="min-h-5 text-small text-text-2" aria-busy={isAsking}>
        {error ? error.message : preview && t('preview', { count: preview.count, at: format.full(preview.at) })}
      </p>
    </section>
  )
}
