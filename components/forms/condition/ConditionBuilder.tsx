'use client'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Select } from '#components/ui/Input.tsx'
import { ComparisonRow } from './ComparisonRow.tsx'
import {
  append,
  blankAttribute,
  blankEvent,
  blankMessage,
  blankProperty,
  blankSegment,
  type Draft,
  type GroupDraft,
  groupKinds,
  groupOf,
  isEvent,
  isGroup,
  isMessage,
  isSegment,
  itemsOf,
  kindOf,
  removeAt,
  replaceAt,
} from './draft.ts'
import { EventBox } from './EventBox.tsx'
import { MessageBox } from './MessageBox.tsx'
import { SegmentRow } from './SegmentRow.tsx'

/** What the leaves look at: the member (attributes and events), or one event (its properties). */
export type Scope = { of: 'member' } | { of: 'event'; event: string }
type Props = {
  value: GroupDraft
  onChange: (value: GroupDraft) => void
  scope: Scope
  label: string
  /** How deep this group stands; only the outermost cannot be removed. */
  depth?: number
  onRemove?: () => void
}

/** Groups of conditions, nested to any depth: all, any or none of what they hold. */
export function ConditionBuilder({ value, onChange, scope, label, depth = 0, onRemove }: Props) {
  const t = useTranslations('designer.condition')
  const items = itemsOf(value)
  const setItem = (at: number, item: Draft) => onChange(replaceAt(value, at, item))
  return (
    <fieldset className={cx('grid gap-1.5 rounded-[8px] border border-line p-2', depth % 2 === 0 ? 'bg-surface-sunk' : 'bg-surface')}>
      <legend className="sr-only">{label}</legend>
      <div className="flex min-h-5 items-center gap-1.5 text-small text-text-2">
        <Select
          small
          aria-label={t('groupKind')}
          value={kindOf(value)}
          onChange={(event) => {
            const kind = groupKinds.find((one) => one === event.target.value)
            if (kind) onChange(groupOf(kind, items))
          }}
          className="[&>select]:h-5.5 [&>select]:border-line-strong [&>select]:font-strong"
        >
          {groupKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </Select>
        <span className="flex-1">{t(scope.of === 'event' && depth === 0 ? 'ofEvent' : 'ofThese')}</span>
        {onRemove && (
          <IconButton small label={t('removeGroup')} onClick={onRemove}>
            <X className="size-3.5" />
          </IconButton>
        )}
      </div>
      {items.map((item, at) => {
        const key = `${at}`
        const remove = () => onChange(removeAt(value, at))
        if (isGroup(item))
          return (
            <ConditionBuilder
              key={key}
              value={item}
              onChange={(next) => setItem(at, next)}
              scope={scope}
              label={t('group')}
              depth={depth + 1}
              onRemove={remove}
            />
          )
        if (isEvent(item))
          return <EventBox key={key} value={item} onChange={(next) => setItem(at, next)} onRemove={remove} depth={depth + 1} />
        if (isSegment(item)) return <SegmentRow key={key} value={item} onChange={(next) => setItem(at, next)} onRemove={remove} />
        if (isMessage(item))
          return <MessageBox key={key} value={item} onChange={(next) => setItem(at, next)} onRemove={remove} depth={depth + 1} />
        return <ComparisonRow key={key} value={item} onChange={(next) => setItem(at, next)} onRemove={remove} scope={scope} />
      })}
      <div className="flex flex-wrap items-center gap-3 pt-px text-small">
        {scope.of === 'member' ? (
          <>
            <AddLink label={t('addAttribute')} onClick={() => onChange(append(value, blankAttribute()))} />
            <AddLink label={t('addEvent')} onClick={() => onChange(append(value, blankEvent()))} />
            <AddLink label={t('addMessage')} onClick={() => onChange(append(value, blankMessage()))} />
            <AddLink label={t('addSegment')} onClick={() => onChange(append(value, blankSegment()))} />
          </>
        ) : (
          <AddLink label={t('addCondition')} onClick={() => onChange(append(value, blankProperty()))} />
        )}
        <AddLink
          label={t('addGroup')}
          onClick={() => onChange(append(value, groupOf('any', [scope.of === 'member' ? blankAttribute() : blankProperty()])))}
        />
      </div>
    </fieldset>
  )
}

function AddLink({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className="flex items-center gap-1 font-medium text-accent-text">
      <Plus className="size-3.5" />
      {label}
    </button>
  )
}
