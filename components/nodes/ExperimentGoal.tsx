'use client'
import { useTranslations } from 'next-intl'
import { ConditionField } from './ConditionField.tsx'
import { DurationField } from './DurationField.tsx'
import { EventField } from './EventField.tsx'
import type { InspectorProps, NodeSettings } from './face.ts'
import { textIn } from './settings.ts'

const goalOf = ({ goal }: NodeSettings): NodeSettings =>
  typeof goal === 'object' && goal !== null && !Array.isArray(goal) ? goal : { event: '' }

/** The event that an experiment is for: which of them count, and how soon. */
export function ExperimentGoal({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.experimentNode')
  const goal = goalOf(settings)
  const of = {
    settings: goal,
    onChange: (next: NodeSettings) => onChange({ ...settings, goal: next }),
    problemAt: (pointer: string) => problemAt(`/goal${pointer}`),
  }
  return (
    <div className="grid gap-3">
      <EventField {...of} label={t('byEvent')} />
      <ConditionField {...of} name="filter" label={t('filter')} scope={{ of: 'event', event: textIn(goal, 'event') }} />
      <DurationField {...of} several showLabel name="within" label={t('within')} />
    </div>
  )
}
