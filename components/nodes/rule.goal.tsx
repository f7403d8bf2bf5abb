'use client'
import { Flag } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { ConditionField } from './ConditionField.tsx'
import { DurationField } from './DurationField.tsx'
import { EventField } from './EventField.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { textIn } from './settings.ts'

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
        {by === 'event' ? (
          <div className="grid gap-3">
            <EventField {...props} label={t('byEvent')} />
            <ConditionField {...props} name="filter" label={t('filter')} scope={{ of: 'event', event: textIn(settings, 'event') }} />
          </div>
        ) : (
          <ConditionField {...props} name="condition" label={t('byCondition')} scope={{ of: 'member' }} />
        )}
        <p className="mt-2 text-small text-text-3">{t('hint')}</p>
      </Section>
      <ArrivalSection {...props} />
    </>
  )
}

function ArrivalSection(props: InspectorProps) {
  const { settings, onChange } = props
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
      {arrival === 'wait' && <DurationField {...props} several name="timeout" label={t('timeout')} />}
      <p className="mt-2 text-small text-text-3">{t(arrival === 'wait' ? 'waitHint' : 'continueHint')}</p>
    </Section>
  )
}

export const ruleGoalFace: NodeFace = { icon: Flag, shape: 'rule', Inspector }
