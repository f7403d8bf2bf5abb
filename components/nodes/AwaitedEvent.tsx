'use client'
import { X, Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/forms/Combobox.tsx'
import { writeDraft } from '#components/forms/condition/draft.ts'
import { useEventNames, usePropertyNames } from '#components/forms/useCatalogue.ts'
import { IconButton } from '#components/ui/Button.tsx'
import { Input } from '#components/ui/Input.tsx'
import { useFormat } from '#components/useFormat.ts'
import { AddLink } from './AddLink.tsx'
import { ConditionField } from './ConditionField.tsx'
import type { NodeSettings } from './face.ts'
import { FieldProblem } from './Section.tsx'
import { objectsIn, textIn } from './settings.ts'

type Props = {
  value: NodeSettings
  onChange: (value: NodeSettings) => void
  onRemove: (() => void) | null
  problemAt: (pointer: string) => string | null
}

/** One of the events that a member waits for: its name, which of them count, and what ties it to the entry event. */
export function AwaitedEvent({ value, onChange, onRemove, problemAt }: Props) {
  const t = useTranslations('designer.waitFor')
  const format = useFormat()
  const names = useEventNames()
  const event = textIn(value, 'event')
  const { filter: _, ...withoutFilter } = value
  return (
    <fieldset className="grid gap-1.5 rounded-[8px] border border-line bg-surface-sunk p-2">
      <legend className="sr-only">{event || t('event')}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-1">
        <Combobox
          small
          label={t('event')}
          placeholder={t('event')}
          icon={<Zap className="size-3.5" aria-hidden />}
          value={event}
          invalid={problemAt('/event') !== null}
          choices={names.map((one) => ({ value: one.name, ...(one.count === undefined ? {} : { note: format.number(one.count) }) }))}
          onChange={(next) => onChange({ ...value, event: next })}
        />
        {onRemove && (
          <IconButton small label={t('remove')} onClick={onRemove}>
            <X className="size-3.5" />
          </IconButton>
        )}
      </div>
      <FieldProblem>{problemAt('/event') ?? problemAt('/outlet')}</FieldProblem>
      <ConditionField
        label={t('filter')}
        scope={{ of: 'event', event }}
        value={value.filter}
        problem={problemAt('/filter')}
        onChange={(draft) => {
          const filter = writeDraft(draft)
          onChange(filter ? { ...value, filter: JSON.parse(JSON.stringify(filter)) } : withoutFilter)
        }}
      />
      <Matches value={value} onChange={onChange} problem={problemAt('/match')} />
    </fieldset>
  )
}

function Matches({ value, onChange, problem }: Pick<Props, 'value' | 'onChange'> & { problem: string | null }) {
  const t = useTranslations('designer.waitFor')
  const properties = usePropertyNames(textIn(value, 'event'))
  const pairs = objectsIn(value, 'match')
  const setPairs = (next: typeof pairs) => {
    const { match: _, ...rest } = value
    onChange(next.length > 0 ? { ...rest, match: next } : rest)
  }
  return (
    <>
      {pairs.map((pair, at) => (
        <div key={`${at}`} className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto] items-center gap-1.5 text-small text-text-2">
          <Combobox
            small
            label={t('property')}
            placeholder={t('property')}
            value={textIn(pair, 'property')}
            choices={properties.map((one) => ({ value: one.name }))}
            onChange={(property) => setPairs(pairs.with(at, { property, entryProperty: textIn(pair, 'entryProperty') || property }))}
          />
          {t('sameAs')}
          <Input
            small
            aria-label={t('entryProperty')}
            placeholder={t('entryProperty')}
            value={textIn(pair, 'entryProperty')}
            onChange={(change) => setPairs(pairs.with(at, { ...pair, entryProperty: change.target.value }))}
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
