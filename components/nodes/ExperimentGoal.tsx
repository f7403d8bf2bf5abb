'use client'
import { Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/forms/Combobox.tsx'
import { writeDraft } from '#components/forms/condition/draft.ts'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { useEventNames } from '#components/forms/useCatalogue.ts'
import { ConditionField } from './ConditionField.tsx'
import type { InspectorProps, NodeSettings } from './face.ts'
import { FieldProblem } from './Section.tsx'
import { definedOf, durationIn, textIn } from './settings.ts'

const goalOf = ({ goal }: NodeSettings): NodeSettings =>
  typeof goal === 'object' && goal !== null && !Array.isArray(goal) ? goal : { event: '' }

/** The event that an experiment is for: which of them count, and how soon. */
export function ExperimentGoal({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.experimentNode')
  const names = useEventNames()
  const goal = goalOf(settings)
  const event = textIn(goal, 'event')
  const set = (next: NodeSettings) => onChange({ ...settings, goal: next })
  return (
    <div className="grid gap-3">
      <Combobox
        label={t('byEvent')}
        placeholder={t('byEvent')}
        icon={<Zap aria-hidden />}
        value={event}
        invalid={problemAt('/goal/event') !== null}
        choices={names.map(({ name }) => ({ value: name }))}
        onChange={(next) => set({ ...goal, event: next })}
      />
      <FieldProblem>{problemAt('/goal/event')}</FieldProblem>
      <ConditionField
        label={t('filter')}
        scope={{ of: 'event', event }}
        value={goal.filter}
        problem={problemAt('/goal/filter')}
        onChange={(draft) => {
          const { filter: _, ...rest } = goal
          const filter = writeDraft(draft)
          set(filter ? { ...rest, filter: JSON.parse(JSON.stringify(filter)) } : rest)
        }}
      />
      <div>
        <p aria-hidden className="mb-1.5 text-small font-medium text-text-2">
          {t('within')}
        </p>
        <DurationInput
          several
          label={t('within')}
          value={durationIn(goal, 'within')}
          onChange={(within) => set({ ...goal, within: definedOf(within) })}
        />
      </div>
      <FieldProblem>{problemAt('/goal/within')}</FieldProblem>
    </div>
  )
}
