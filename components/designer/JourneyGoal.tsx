'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { PropertyPicker } from '#components/forms/pickers.tsx'
import { definedOf, pickOf } from '#components/nodes/settings.ts'
import { Switch } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
import { propertyConditionSchema } from '#domain/condition/document.ts'
import { type JourneyGoal as Goal, goalSchema } from '#domain/journey/settings.ts'
import { EventName } from './EventName.tsx'
import { SettingsCondition } from './SettingsCondition.tsx'

type Props = { goal: Goal | null; onChange: (goal: Goal | null) => void }

/** What the journey is for: an event, how long after entry it counts, and what it is worth. */
export function JourneyGoal({ goal, onChange }: Props) {
  const t = useTranslations('designer.settings')
  // Settings act at once: there is no goal before its event is named.
  const [isChoosing, setChoosing] = useState(false)
  const setOn = (on: boolean) => {
    setChoosing(on)
    if (!on && goal) onChange(null)
  }
  const set = (next: Partial<Goal>) => goal && onChange({ ...goal, ...next })
  return (
    <div className="grid gap-3">
      <Switch label={t('goalOn')} checked={goal !== null || isChoosing} onChange={setOn} />
      {isChoosing && goal === null && (
        <EventName label={t('goalEvent')} value="" onChange={(event) => onChange(goalSchema.parse({ event }))} />
      )}
      {goal && (
        <>
          <EventName label={t('goalEvent')} value={goal.event} onChange={(event) => set({ event })} />
          <SettingsCondition
            label={t('goalFilter')}
            scope={{ of: 'event', event: goal.event }}
            schema={propertyConditionSchema}
            value={goal.filter}
            onChange={(filter) => set({ filter })}
          />
          <div>
            <p className="mb-1.5 text-small font-medium text-text-2">{t('goalWithin')}</p>
            <DurationInput label={t('goalWithin')} value={goal.attribution} onChange={(next) => set({ attribution: definedOf(next) })} />
          </div>
          <Field label={t('goalRevenue')} hint={t('goalRevenueHint')}>
            {(wiring) => (
              <PropertyPicker
                {...pickOf(wiring)}
                event={goal.event}
                value={goal.revenueProperty ?? ''}
                onChange={(revenueProperty) => set({ revenueProperty: revenueProperty || null })}
              />
            )}
          </Field>
          <Switch label={t('goalEnds')} checked={goal.ends} onChange={(ends) => set({ ends })} />
        </>
      )}
    </div>
  )
}
