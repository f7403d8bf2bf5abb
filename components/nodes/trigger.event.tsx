'use client'
import { Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { NumberInput } from '#components/forms/NumberInput.tsx'
import { Switch } from '#components/ui/Checkbox.tsx'
import { Select } from '#components/ui/Input.tsx'
import { ConditionField } from './ConditionField.tsx'
import { EventField } from './EventField.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { definedOf, durationIn, numberIn, objectIn, textIn } from './settings.ts'

function Inspector(props: InspectorProps) {
  const { settings, onChange } = props
  const t = useTranslations('designer.triggerEvent')
  const count = objectIn(settings, 'count')
  const within = count && objectIn(count, 'within') ? durationIn(count, 'within') : null
  const setCount = (gte: number, during: Record<string, number | undefined> | null) =>
    onChange({ ...settings, count: { gte, ...(during ? { within: definedOf(during) } : {}) } })
  return (
    <>
      <Section title={t('event')}>
        <EventField {...props} label={t('event')} />
      </Section>
      <Section title={t('filter')}>
        <ConditionField {...props} name="filter" label={t('filter')} scope={{ of: 'event', event: textIn(settings, 'event') }} />
      </Section>
      <Section title={t('more')}>
        <div className="grid gap-3">
          <Switch
            label={t('counted')}
            checked={count !== null}
            onChange={(on) => {
              const { count: _, ...rest } = settings
              onChange(on ? { ...rest, count: { gte: 2 } } : rest)
            }}
          />
          {count && (
            <div className="flex flex-wrap items-center gap-1.5 pl-9 text-small text-text-2">
              {t('fromThe')}
              <NumberInput
                small
                label={t('countValue')}
                value={numberIn(count, 'gte') ?? 1}
                onChange={(gte) => setCount(gte, within)}
                className="w-14"
              />
              {t('thTime')}
              <Select
                small
                aria-label={t('period')}
                value={within ? 'within' : 'ever'}
                onChange={(change) => setCount(numberIn(count, 'gte') ?? 1, change.target.value === 'within' ? { days: 30 } : null)}
              >
                <option value="ever">{t('ever')}</option>
                <option value="within">{t('within')}</option>
              </Select>
              {within && (
                <DurationInput small label={t('within')} value={within} onChange={(next) => setCount(numberIn(count, 'gte') ?? 1, next)} />
              )}
            </div>
          )}
          <Switch label={t('onlyOnce')} checked={settings.onlyOnce === true} onChange={(onlyOnce) => onChange({ ...settings, onlyOnce })} />
          <Switch label={t('enabled')} checked={settings.enabled !== false} onChange={(enabled) => onChange({ ...settings, enabled })} />
        </div>
      </Section>
    </>
  )
}

export const triggerEventFace: NodeFace = { icon: Zap, shape: 'trigger', Inspector }
