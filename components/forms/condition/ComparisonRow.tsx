'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/forms/Combobox.tsx'
import { usePropertyNames } from '#components/forms/useCatalogue.ts'
import { IconButton } from '#components/ui/Button.tsx'
import { Select } from '#components/ui/Input.tsx'
import { useFormat } from '#components/useFormat.ts'
import { type Operator, operators } from '#domain/condition/document.ts'
import type { Scope } from './ConditionBuilder.tsx'
import { type AttributeDraft, operandShape, type PropertyDraft, withOperator } from './draft.ts'
import { ValueInput } from './ValueInput.tsx'

type Leaf = AttributeDraft | PropertyDraft
type Props = { value: Leaf; onChange: (value: Leaf) => void; onRemove: () => void; scope: Scope }

/** Attributes that identify calls usually set (Segment spec, reserved traits), offered before any is known. */
export const usualAttributes = [
  'email',
  'firstName',
  'lastName',
  'name',
  'phone',
  'plan',
  'createdAt',
  'birthday',
  'timezone',
  'locale',
  'company',
  'age',
  'gender',
]

/** One comparison: what, how, with what. */
export function ComparisonRow({ value, onChange, onRemove, scope }: Props) {
  const t = useTranslations('designer.condition')
  const format = useFormat()
  const properties = usePropertyNames(scope.of === 'event' ? scope.event : '')
  const choices =
    scope.of === 'event'
      ? properties.map((one) => ({ value: one.name, ...(one.count === undefined ? {} : { note: format.number(one.count) }) }))
      : usualAttributes.map((name) => ({ value: name }))
  const shape = operandShape(value.operator)
  const wide = shape === 'two' || shape === 'duration'
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,.8fr)_minmax(0,1.15fr)_16px] items-center gap-1">
      <Combobox
        small
        label={t(scope.of === 'event' ? 'property' : 'attribute')}
        placeholder={t(scope.of === 'event' ? 'property' : 'attribute')}
        value={'property' in value ? value.property : value.attribute}
        choices={choices}
        onChange={(name) => onChange('property' in value ? { ...value, property: name } : { ...value, attribute: name })}
      />
      <Select
        small
        aria-label={t('operator')}
        value={value.operator}
        onChange={(event) => onChange(withOperator(value, operatorOf(event.target.value)))}
      >
        {operators.map((operator) => (
          <option key={operator} value={operator}>
            {t(`operators.${operator}`)}
          </option>
        ))}
      </Select>
      {wide ? <span /> : <ValueInput shape={shape} value={value.value} onChange={(next) => onChange({ ...value, value: next })} />}
      <RemoveButton onClick={onRemove} />
      {wide && (
        <span className="col-span-3">
          <ValueInput shape={shape} value={value.value} onChange={(next) => onChange({ ...value, value: next })} />
        </span>
      )}
    </div>
  )
}

const operatorOf = (name: string): Operator => operators.find((one) => one === name) ?? 'equals'

export function RemoveButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations('designer.condition')
  return (
    <IconButton small label={t('remove')} onClick={onClick} className="-ml-1">
      <X className="size-3.5" />
    </IconButton>
  )
}
