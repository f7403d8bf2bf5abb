'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { AttributePicker, PropertyPicker } from '#components/forms/pickers.tsx'
import { IconButton } from '#components/ui/Button.tsx'
import { Select } from '#components/ui/Input.tsx'
import { type Operator, operators } from '#domain/condition/document.ts'
import type { Scope } from './ConditionBuilder.tsx'
import { type AttributeDraft, operandShape, type PropertyDraft, withOperator } from './draft.ts'
import { ValueInput } from './ValueInput.tsx'

type Leaf = AttributeDraft | PropertyDraft
type Props = { value: Leaf; onChange: (value: Leaf) => void; onRemove: () => void; scope: Scope }

/** One comparison: what, how, with what. */
export function ComparisonRow({ value, onChange, onRemove, scope }: Props) {
  const t = useTranslations('designer.condition')
  const shape = operandShape(value.operator)
  const wide = shape === 'two' || shape === 'duration'
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_5.5rem_minmax(0,1fr)_16px] items-center gap-1">
      {'property' in value ? (
        <PropertyPicker
          small
          event={scope.of === 'event' ? scope.event : ''}
          label={t('property')}
          value={value.property}
          onChange={(property) => onChange({ ...value, property })}
        />
      ) : (
        <AttributePicker small label={t('attribute')} value={value.attribute} onChange={(attribute) => onChange({ ...value, attribute })} />
      )}
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
