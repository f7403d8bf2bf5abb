'use client'
import { Filter, Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/forms/Combobox.tsx'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { useEventNames } from '#components/forms/useCatalogue.ts'
import { cx } from '#components/ui/cx.ts'
import { Input, Select } from '#components/ui/Input.tsx'
import { useFormat } from '#components/useFormat.ts'
import { RemoveButton } from './ComparisonRow.tsx'
import { ConditionBuilder } from './ConditionBuilder.tsx'
import { blankProperty, countOperators, type EventDraft, groupOf, itemsOf, readDraft } from './draft.ts'

type Props = { value: EventDraft; onChange: (value: EventDraft) => void; onRemove: () => void; depth: number }

/** How often a member did something: which event, how many times, how long ago, with what properties. */
export function EventBox({ value, onChange, onRemove, depth }: Props) {
  const t = useTranslations('designer.condition')
  const format = useFormat()
  const names = useEventNames()
  const count = value.count ?? { operator: 'gte' as const, value: 1 }
  const where = value.where === undefined ? null : readDraft(value.where)
  return (
    <fieldset className={cx('grid gap-1.5 rounded-[8px] border border-line p-2', depth % 2 === 0 ? 'bg-surface-sunk' : 'bg-surface')}>
      <legend className="sr-only">{t('event')}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_16px] items-center gap-1">
        <Combobox
          small
          label={t('event')}
          placeholder={t('event')}
          icon={<Zap className="size-3.5" aria-hidden />}
          value={value.event}
          choices={names.map((one) => ({ value: one.name, ...(one.count === undefined ? {} : { note: format.number(one.count) }) }))}
          onChange={(event) => onChange({ ...value, event })}
        />
        <RemoveButton onClick={onRemove} />
      </div>
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
        <Input
          small
          type="number"
          min={0}
          step={1}
          aria-label={t('countValue')}
          value={String(count.value)}
          onChange={(event) => onChange({ ...value, count: { ...count, value: Math.max(0, Math.trunc(Number(event.target.value) || 0)) } })}
          className="w-13"
        />
        {t('times', { count: count.value })}
      </div>
      <div className="flex flex-wrap items-center gap-1.5 text-small text-text-2">
        <Select
          small
          aria-label={t('when')}
          value={value.within ? 'within' : 'ever'}
          onChange={(event) => {
            const { within: _, ...rest } = value
            onChange(event.target.value === 'within' ? { ...value, within: value.within ?? { days: 30 } } : rest)
          }}
        >
          <option value="ever">{t('ever')}</option>
          <option value="within">{t('within')}</option>
        </Select>
        {value.within && (
          <DurationInput small label={t('within')} value={value.within} onChange={(within) => onChange({ ...value, within })} />
        )}
      </div>
      {where ? (
        <ConditionBuilder
          value={where}
          scope={{ of: 'event', event: value.event }}
          label={t('where')}
          depth={depth + 1}
          onChange={(next) => {
            const { where: _, ...rest } = value
            onChange(itemsOf(next).length === 0 ? rest : { ...value, where: next })
          }}
        />
      ) : (
        <button
          type="button"
          onClick={() => onChange({ ...value, where: groupOf('all', [blankProperty()]) })}
          className="flex items-center gap-1 justify-self-start text-small font-medium text-accent-text"
        >
          <Filter className="size-3" aria-hidden />
          {t('addWhere')}
        </button>
      )}
    </fieldset>
  )
}
