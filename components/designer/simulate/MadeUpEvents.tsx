'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { InstantInput } from '#components/forms/InstantInput.tsx'
import { PairsInput } from '#components/forms/PairsInput.tsx'
import { EventPicker } from '#components/forms/pickers.tsx'
import { usePropertyNames } from '#components/forms/useCatalogue.ts'
import { AddLink } from '#components/nodes/AddLink.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { IconButton } from '#components/ui/Button.tsx'
import { Field } from '#components/ui/Field.tsx'
import type { MadeUpEvent } from './form.ts'

const DAY_MS = 86_400_000
type Props = { value: readonly MadeUpEvent[]; onChange: (value: MadeUpEvent[]) => void; firstAt: string; label: string }

/** Events that might happen, each with its time and properties. A new one comes a day after the last. */
export function MadeUpEvents({ value, onChange, firstAt, label }: Props) {
  const t = useTranslations('designer.simulate')
  const add = () => {
    const last = Date.parse(value.at(-1)?.at ?? '')
    const at = Number.isNaN(last) ? firstAt : new Date(last + DAY_MS).toISOString()
    onChange([...value, { event: '', at, properties: {} }])
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-small font-medium text-text-2">{label}</legend>
      {value.map((one, at) => (
        <MadeUp
          key={at}
          number={at + 1}
          value={one}
          onChange={(next) => onChange(value.with(at, next))}
          onRemove={() => onChange(value.toSpliced(at, 1))}
        />
      ))}
      <AddLink label={t('addEvent')} onClick={add} />
    </fieldset>
  )
}

type OneProps = { value: MadeUpEvent; number: number; onChange: (value: MadeUpEvent) => void; onRemove: () => void }

function MadeUp({ value, number, onChange, onRemove }: OneProps) {
  const t = useTranslations('designer.simulate')
  const { timeZone } = useWorkspace()
  const names = usePropertyNames(value.event)
  return (
    <fieldset className="grid gap-2 rounded-[8px] border border-line bg-surface-sunk p-2">
      <legend className="sr-only">{t('eventNumber', { number })}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-1">
        <EventPicker small label={t('eventNumber', { number })} value={value.event} onChange={(event) => onChange({ ...value, event })} />
        <IconButton small label={t('removeEvent', { number })} onClick={onRemove}>
          <X className="size-3.5" />
        </IconButton>
      </div>
      <Field hideLabel label={t('eventAt', { zone: timeZone })}>
        {(wiring) => <InstantInput {...wiring} value={value.at} onChange={(at) => onChange({ ...value, at })} />}
      </Field>
      <PairsInput
        nameLabel={t('property')}
        values={value.properties}
        names={names.map(({ name }) => name)}
        addLabel={t('addProperty')}
        onChange={({ values }) => onChange({ ...value, properties: values })}
      />
    </fieldset>
  )
}
