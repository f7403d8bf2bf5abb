'use client'
import { Filter } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EventPicker } from '#components/forms/pickers.tsx'
import { cx } from '#components/ui/cx.ts'
import { RemoveButton } from './ComparisonRow.tsx'
import { ConditionBuilder } from './ConditionBuilder.tsx'
import { blankProperty, type EventDraft, groupOf, itemsOf, readDraft } from './draft.ts'
import { HowOften } from './HowOften.tsx'

type Props = { value: EventDraft; onChange: (value: EventDraft) => void; onRemove: () => void; depth: number }

/** How often a member did something: which event, how many times, how long ago, with what properties. */
export function EventBox({ value, onChange, onRemove, depth }: Props) {
  const t = useTranslations('designer.condition')
  const { where: _, ...anyWay } = value
  const where = value.where === undefined ? null : readDraft(value.where)
  return (
    <fieldset className={cx('grid gap-1.5 rounded-[8px] border border-line p-2', depth % 2 === 0 ? 'bg-surface-sunk' : 'bg-surface')}>
      <legend className="sr-only">{t('event')}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_16px] items-center gap-1">
        <EventPicker small label={t('event')} value={value.event} onChange={(event) => onChange({ ...value, event })} />
        <RemoveButton onClick={onRemove} />
      </div>
      <HowOften value={value} onChange={onChange} />
      {where ? (
        <ConditionBuilder
          value={where}
          scope={{ of: 'event', event: value.event }}
          label={t('where')}
          depth={depth + 1}
          onChange={(next) => onChange(itemsOf(next).length === 0 ? anyWay : { ...value, where: next })}
          onRemove={() => onChange(anyWay)}
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
