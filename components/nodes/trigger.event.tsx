'use client'
import { Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/forms/Combobox.tsx'
import { writeDraft } from '#components/forms/condition/draft.ts'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { useEventNames } from '#components/forms/useCatalogue.ts'
import { Switch } from '#components/ui/Checkbox.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { useFormat } from '#components/useFormat.ts'
import { ConditionField } from './ConditionField.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { definedOf, durationIn, numberIn, objectIn, textIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.triggerEvent')
  const format = useFormat()
  const names = useEventNames()
  const event = textIn(settings, 'event')
  const count = objectIn(settings, 'count')
  const within = count && objectIn(count, 'within') ? durationIn(count, 'within') : null
  const came = names.find((one) => one.name === event)?.count
  const setCount = (gte: number, during: Record<string, number | undefined> | null) =>
    onChange({ ...settings, count: { gte, ...(during ? { within: definedOf(during) } : {}) } })
  return (
    <>
      <Section title={t('event')}>
        <Combobox
          label={t('event')}
          placeholder={t('eventPlaceholder')}
          icon={<Zap aria-hidden />}
          value={event}
          invalid={problemAt('/event') !== null}
          choices={names.map((one) => ({ value: one.name, ...(one.count === undefined ? {} : { note: format.number(one.count) }) }))}
          note={came === undefined ? undefined : t('came', { count: came })}
          onChange={(next) => onChange({ ...settings, event: next })}
        />
        <FieldProblem>{problemAt('/event')}</FieldProblem>
      </Section>
      <Section title={t('filter')}>
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
              <Input
                small
                type="number"
                min={1}
                aria-label={t('countValue')}
                value={String(numberIn(count, 'gte') ?? 1)}
                onChange={(change) => setCount(Math.max(1, Math.trunc(Number(change.target.value) || 1)), within)}
                className="w-13"
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
