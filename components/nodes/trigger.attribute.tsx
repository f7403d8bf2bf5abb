'use client'
import { UserRoundPen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { operandShape, readComparison, withOperator } from '#components/forms/condition/draft.ts'
import { ValueInput } from '#components/forms/condition/ValueInput.tsx'
import { AttributePicker } from '#components/forms/pickers.tsx'
import { Switch } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Select } from '#components/ui/Input.tsx'
import { operators } from '#domain/condition/document.ts'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { pickOf, textIn } from './settings.ts'

function Inspector(props: InspectorProps) {
  const { settings, onChange, problemAt } = props
  const t = useTranslations('designer.triggerAttribute')
  return (
    <>
      <Section title={t('title')}>
        <Field label={t('attribute')} hint={t('hint')} error={problemAt('/attribute')}>
          {(wiring) => (
            <AttributePicker
              {...pickOf(wiring)}
              value={textIn(settings, 'attribute')}
              onChange={(attribute) => onChange({ ...settings, attribute })}
            />
          )}
        </Field>
      </Section>
      <Section title={t('compared')}>
        <div className="grid gap-3">
          <Side {...props} side="from" />
          <Side {...props} side="to" />
        </div>
      </Section>
    </>
  )
}

/** What the attribute must have been before, or be now; off where that does not matter. */
function Side({ settings, onChange, problemAt, side }: InspectorProps & { side: 'from' | 'to' }) {
  const t = useTranslations('designer')
  const { [side]: _, ...rest } = settings
  const leaf = readComparison(settings[side])
  const set = ({ operator, value }: Pick<NonNullable<typeof leaf>, 'operator' | 'value'>) =>
    onChange({ ...rest, [side]: JSON.parse(JSON.stringify({ operator, value })) })
  return (
    <div className="grid gap-1.5">
      <Switch
        label={t(`triggerAttribute.${side}`)}
        checked={leaf !== null}
        onChange={(on) => (on ? set({ operator: 'equals', value: '' }) : onChange(rest))}
      />
      {leaf && (
        <div className="grid grid-cols-2 items-center gap-1.5 pl-9">
          <Select
            small
            aria-label={t('condition.operator')}
            value={leaf.operator}
            onChange={(event) => {
              const operator = operators.find((one) => one === event.target.value)
              if (operator) set(withOperator(leaf, operator))
            }}
          >
            {operators.map((operator) => (
              <option key={operator} value={operator}>
                {t(`condition.operators.${operator}`)}
              </option>
            ))}
          </Select>
          <ValueInput shape={operandShape(leaf.operator)} value={leaf.value} onChange={(value) => set({ ...leaf, value })} />
        </div>
      )}
      <FieldProblem>{problemAt(`/${side}`)}</FieldProblem>
    </div>
  )
}

export const triggerAttributeFace: NodeFace = { icon: UserRoundPen, shape: 'trigger', Inspector }
