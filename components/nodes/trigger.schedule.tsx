'use client'
import { CalendarClock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { InstantInput } from '#components/forms/InstantInput.tsx'
import { SegmentPicker } from '#components/forms/pickers.tsx'
import { TimeZoneSelect } from '#components/forms/TimeZoneSelect.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { DurationField } from './DurationField.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { MonthlyFields, WeeklyFields } from './RecurringFields.tsx'
import { ScheduledTimes } from './ScheduledTimes.tsx'
import { Section } from './Section.tsx'
import { objectIn, pickOf, textIn } from './settings.ts'

const ways = ['at', 'weekly', 'monthly', 'every', 'cron'] as const
const fresh = {
  at: { at: '' },
  weekly: { weekly: { days: [1], time: '09:00' } },
  monthly: { monthly: { day: 1, time: '09:00' } },
  every: { every: { weeks: 1 } },
  cron: { cron: '0 9 * * 1' },
}

function Inspector(props: InspectorProps) {
  const { settings, onChange } = props
  const t = useTranslations('designer.triggerSchedule')
  const way = ways.find((one) => one in settings) ?? 'cron'
  return (
    <>
      <Section title={t('when')}>
        <div className="grid gap-3">
          <Select
            aria-label={t('when')}
            value={way}
            onChange={(event) => {
              const { at: _at, every: _every, from: _from, cron: _cron, weekly: _weekly, monthly: _monthly, ...rest } = settings
              onChange({ ...rest, ...fresh[ways.find((one) => one === event.target.value) ?? 'cron'] })
            }}
          >
            {ways.map((one) => (
              <option key={one} value={one}>
                {t(`ways.${one}`)}
              </option>
            ))}
          </Select>
          {way === 'at' && <At {...props} name="at" />}
          {way === 'weekly' && <WeeklyFields {...props} />}
          {way === 'monthly' && <MonthlyFields {...props} />}
          {way === 'cron' && <CronField {...props} />}
          {way === 'every' && (
            <>
              <DurationField {...props} showLabel name="every" label={t('every')} />
              <At {...props} name="from" />
            </>
          )}
          {way !== 'at' && <Zone {...props} />}
          <ScheduledTimes settings={settings} />
        </div>
      </Section>
      <Audience {...props} />
    </>
  )
}

/** A day and a time of its own in the settings. */
function At({ settings, onChange, problemAt, name }: InspectorProps & { name: 'at' | 'from' }) {
  const t = useTranslations('designer.triggerSchedule')
  const { timeZone } = useWorkspace()
  return (
    <Field label={t(name)} hint={t(`${name}Hint`, { zone: timeZone })} error={problemAt(`/${name}`)}>
      {(wiring) => (
        <InstantInput
          {...wiring}
          value={textIn(settings, name)}
          onChange={(at) => {
            const { [name]: _, ...rest } = settings
            onChange(at || name === 'at' ? { ...rest, [name]: at } : rest)
          }}
        />
      )}
    </Field>
  )
}

function CronField({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.triggerSchedule')
  return (
    <Field label={t('cron')} hint={t('cronHint')} error={problemAt('/cron')}>
      {(wiring) => (
        <Input
          {...wiring}
          spellCheck={false}
          className="font-mono"
          value={textIn(settings, 'cron')}
          onChange={(event) => onChange({ ...settings, cron: event.target.value })}
        />
      )}
    </Field>
  )
}

/** By whose clocks days begin and hours are told. */
function Zone({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.triggerSchedule')
  const { timeZone: ofWorkspace } = useWorkspace()
  return (
    <Field label={t('timeZone')} error={problemAt('/timeZone')}>
      {(wiring) => (
        <TimeZoneSelect
          {...wiring}
          value={textIn(settings, 'timeZone') || ofWorkspace}
          onChange={(timeZone) => {
            const { timeZone: _, ...rest } = settings
            onChange(timeZone === ofWorkspace ? rest : { ...rest, timeZone })
          }}
        />
      )}
    </Field>
  )
}

function Audience({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.triggerSchedule')
  return (
    <Section title={t('audience')}>
      <Field label={t('segment')} hint={t('segmentHint')} error={problemAt('/audience')}>
        {(wiring) => (
          <SegmentPicker
            {...pickOf(wiring)}
            placeholder={t('everybody')}
            value={textIn(objectIn(settings, 'audience') ?? {}, 'segment')}
            onChange={(segment) => onChange({ ...settings, audience: segment ? { segment } : 'all' })}
          />
        )}
      </Field>
    </Section>
  )
}

export const triggerScheduleFace: NodeFace = { icon: CalendarClock, shape: 'trigger', Inspector }
