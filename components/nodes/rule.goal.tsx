'use client'
import { Flag, Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/forms/Combobox.tsx'
import { writeDraft } from '#components/forms/condition/draft.ts'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { useEventNames } from '#components/forms/useCatalogue.ts'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { ConditionField } from './ConditionField.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { definedOf, durationIn, textIn } from './settings.ts'

type By = 'event' | 'condition'
type Arrival = 'continue' | 'wait'

function Inspector(props: InspectorProps) {
  const { settings, onChange } = props
  const t = useTranslations('designer.goalNode')
  const by: By = 'condition' in settings ? 'condition' : 'event'
  return (
    <>
      <Section title={t('reached')}>
        <SegmentedControl<By>
          label={t('reached')}
          value={by}
          onChange={(next) => {
            if (next === by) return
            const { event: _event, filter: _filter, condition: _condition, ...rest } = settings
            onChange(next === 'event' ? { ...rest, event: '' } : { ...rest, condition: { all: [] } })
          }}
          items={[
            { value: 'event', label: t('byEvent') },
            { value: 'condition', label: t('byCondition') },
          ]}
          className="mb-3"
        />
        {by === 'event' ? <EventGoal {...props} /> : <ConditionGoal {...props} />}
        <p className="mt-2 text-small text-text-3">{t('hint')}</p>
      </Section>
      <ArrivalSection {...props} />
    </>
  )
}

function EventGoal({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.goalNode')
  const names = useEventNames()
  const event = textIn(settings, 'event')
  return (
    <div className="grid gap-3">
      <Combobox
        label={t('byEvent')}
        placeholder={t('byEvent')}
        icon={<Zap aria-hidden />}
        value={event}
        invalid={problemAt('/event') !== null}
        choices={names.map(({ name }) => ({ value: name }))}
        onChange={(next) => onChange({ ...settings, event: next })}
      />
      <FieldProblem>{problemAt('/event')}</FieldProblem>
      <ConditionField
        label={t('filter')}
        scope={{ of: 'event', event }}
        value={settings.filter}
        problem={problemAt('/filter')}
        onChange={(draft) => {
          const { filter: _, ...rest } = settings
          const filter = writeDraft(draft)
          onChange(filter ? { ...rest, filter: JSON.parse(JSON.stringify(filter)) } : rest)
        }}
      />
    </div>
  )
}

function ConditionGoal({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.goalNode')
  return (
    <ConditionField
      label={t('byCondition')}
      scope={{ of: 'member' }}
      value={settings.condition}
      problem={problemAt('/condition')}
      onChange={(condition) => onChange({ ...settings, condition: JSON.parse(JSON.stringify(condition)) })}
    />
  )
}

function ArrivalSection({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.goalNode')
  const arrival: Arrival = settings.arrival === 'wait' ? 'wait' : 'continue'
  return (
    <Section title={t('arrival')}>
      <SegmentedControl<Arrival>
        label={t('arrival')}
        value={arrival}
        onChange={(next) => {
          const { timeout: _, ...rest } = settings
          onChange(next === 'wait' ? { ...rest, arrival: next, timeout: { days: 7 } } : { ...rest, arrival: next })
        }}
        items={[
          { value: 'continue', label: t('continue') },
          { value: 'wait', label: t('wait') },
        ]}
        className="mb-3"
      />
      {arrival === 'wait' && (
        <DurationInput
          several
          label={t('timeout')}
          value={durationIn(settings, 'timeout')}
          onChange={(timeout) => onChange({ ...settings, timeout: definedOf(timeout) })}
        />
      )}
      <FieldProblem>{problemAt('/timeout')}</FieldProblem>
    </Section>
  )
}

export const ruleGoalFace: NodeFace = { icon: Flag, shape: 'rule', Inspector }
