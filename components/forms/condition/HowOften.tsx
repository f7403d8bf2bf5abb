'use client'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { NumberInput } from '#components/forms/NumberInput.tsx'
import { Select } from '#components/ui/Input.tsx'
import { countOperators, type EventDraft, type MessageDraft } from './draft.ts'

type Counted = Pick<EventDraft & MessageDraft, 'count' | 'within'>
type Props<Of extends Counted> = { value: Of; onChange: (value: Of) => void }

/** How many times, and over what time: of events and of messages. */
export function HowOften<Of extends Counted>({ value, onChange }: Props<Of>) {
  const t = useTranslations('designer.condition')
  const count = value.count ?? { operator: 'gte' as const, value: 1 }
  return (
    <>
      <div className="flex flex-wrap items-center gap-1.5 text-small text-text-2">
        <Select
          small
          aria-label={t('countOperator')}
          value={count.operator}
          onChange={(event) => {
            const operator = countOperators.find((one) => one === event.target.value)
            if (operator) onChange({ ...value, count: { ...count, operator } })
          }}
        >
          {countOperators.map((operator) => (
            <option key={operator} value={operator}>
              {t(`counts.${operator}`)}
            </option>
          ))}
        </Select>
        <NumberInput
          small
          min={0}
          label={t('countValue')}
          value={count.value}
          onChange={(next) => onChange({ ...value, count: { ...count, value: next } })}
          className="w-14"
        />
        {t('times', { count: count.value })}
      </div>
      <div className="flex flex-wrap items-center gap-1.5 text-small text-text-2">
        <Select
          small
          aria-label={t('when')}
          value={value.within ? 'within' : 'ever'}
          onChange={(event) => {
            onChange(event.target.value === 'within' ? { ...value, within: value.within ?? { days: 30 } } : { ...value, within: undefined })
          }}
        >
          <option value="ever">{t('ever')}</option>
          <option value="within">{t('within')}</option>
        </Select>
        {value.within && (
          <DurationInput small label={t('within')} value={value.within} onChange={(within) => onChange({ ...value, within })} />
        )}
      </div>
    </>
  )
}
