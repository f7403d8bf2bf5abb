'use client'
import { useTranslations } from 'next-intl'
import { TemplatePicker } from '#components/forms/pickers.tsx'
import { cx } from '#components/ui/cx.ts'
import { Select } from '#components/ui/Input.tsx'
import { messageOutcomes } from '#domain/condition/document.ts'
import { RemoveButton } from './ComparisonRow.tsx'
import type { MessageDraft } from './draft.ts'
import { HowOften } from './HowOften.tsx'

type Props = { value: MessageDraft; onChange: (value: MessageDraft) => void; onRemove: () => void; depth: number }

/** What became of messages to the member: of a template or of any, how many times, how long ago. */
export function MessageBox({ value, onChange, onRemove, depth }: Props) {
  const t = useTranslations('designer.condition')
  return (
    <fieldset className={cx('grid gap-1.5 rounded-[8px] border border-line p-2', depth % 2 === 0 ? 'bg-surface-sunk' : 'bg-surface')}>
      <legend className="sr-only">{t('message')}</legend>
      <div className="grid grid-cols-[auto_minmax(0,1fr)_16px] items-center gap-1">
        <Select
          small
          aria-label={t('outcome')}
          value={value.message.outcome}
          onChange={(event) => {
            const outcome = messageOutcomes.find((one) => one === event.target.value)
            if (outcome) onChange({ ...value, message: { ...value.message, outcome } })
          }}
        >
          {messageOutcomes.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t(`outcomes.${outcome}`)}
            </option>
          ))}
        </Select>
        <TemplatePicker
          small
          label={t('template')}
          placeholder={t('anyTemplate')}
          value={value.message.template ?? ''}
          onChange={(template) => onChange({ ...value, message: { ...value.message, template: template === '' ? undefined : template } })}
        />
        <RemoveButton onClick={onRemove} />
      </div>
      <HowOften value={value} onChange={onChange} />
    </fieldset>
  )
}
