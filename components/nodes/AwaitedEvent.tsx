'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { PropertyPicker } from '#components/forms/pickers.tsx'
import { IconButton } from '#components/ui/Button.tsx'
import { AddLink } from './AddLink.tsx'
import { ConditionField } from './ConditionField.tsx'
import { EventField } from './EventField.tsx'
import type { NodeSettings } from './face.ts'
import { FieldProblem } from './Section.tsx'
import { objectsIn, textIn } from './settings.ts'

type Props = {
  value: NodeSettings
  /** The event that the journey starts with, where it starts with one. */
  entryEvent: string
  onChange: (value: NodeSettings) => void
  onRemove: (() => void) | null
  problemAt: (pointer: string) => string | null
}

/** One of the events that a member waits for: its name, which of them count, and what ties it to the entry event. */
export function AwaitedEvent({ value, entryEvent, onChange, onRemove, problemAt }: Props) {
  const t = useTranslations('designer.waitFor')
  const event = textIn(value, 'event')
  return (
    <fieldset className="grid gap-1.5 rounded-[8px] border border-line bg-surface-sunk p-2">
      <legend className="sr-only">{event || t('event')}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1">
        <EventField small settings={value} onChange={onChange} problemAt={problemAt} label={t('event')} />
        {onRemove && (
          <IconButton small label={t('remove')} onClick={onRemove}>
            <X className="size-3.5" />
          </IconButton>
        )}
      </div>
      <FieldProblem>{problemAt('/outlet')}</FieldProblem>
      <ConditionField
        settings={value}
        onChange={onChange}
        problemAt={problemAt}
        name="filter"
        label={t('filter')}
        scope={{ of: 'event', event }}
      />
      <Matches value={value} entryEvent={entryEvent} onChange={onChange} problem={problemAt('/match')} />
    </fieldset>
  )
}

type MatchesProps = Pick<Props, 'value' | 'entryEvent' | 'onChange'> & { problem: string | null }

function Matches({ value, entryEvent, onChange, problem }: MatchesProps) {
  const t = useTranslations('designer.waitFor')
  const pairs = objectsIn(value, 'match')
  const setPairs = (next: typeof pairs) => {
    const { match: _, ...rest } = value
    onChange(next.length > 0 ? { ...rest, match: next } : rest)
  }
  return (
    <>
      {pairs.map((pair, at) => (
        <div key={`${at}`} className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto] items-center gap-1.5 text-small text-text-2">
          <PropertyPicker
            small
            event={textIn(value, 'event')}
            label={t('property')}
            value={textIn(pair, 'property')}
            onChange={(property) => setPairs(pairs.with(at, { property, entryProperty: textIn(pair, 'entryProperty') || property }))}
          />
          {t('sameAs')}
          <PropertyPicker
            small
            event={entryEvent}
            label={t('entryProperty')}
            value={textIn(pair, 'entryProperty')}
            onChange={(entryProperty) => setPairs(pairs.with(at, { ...pair, entryProperty }))}
          />
          <IconButton small label={t('removeMatch')} onClick={() => setPairs(pairs.toSpliced(at, 1))}>
            <X className="size-3.5" />
          </IconButton>
        </div>
      ))}
      <FieldProblem>{problem}</FieldProblem>
      <AddLink label={t('addMatch')} onClick={() => setPairs([...pairs, { property: '', entryProperty: '' }])} />
    </>
  )
}
