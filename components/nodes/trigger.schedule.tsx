'use client'
import { CalendarClock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { MonthlyFields, WeeklyFields } from './RecurringFields.tsx'
import { ScheduledTimes } from './ScheduledTimes.tsx'
import { FieldProblem, Section } from './Section.tsx'
import { definedOf, durationIn, objectIn, textIn } from './settings.ts'

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
          {way === 'at' && <TextField {...props} name="at" hint={t('atHint')} />}
          {way === 'weekly' && <WeeklyFields {...props} />}
          {way === 'monthly' && <MonthlyFields {...props} />}
          {way === 'cron' && <TextField {...props} name="cron" hint={t('cronHint')} />}
          {way === 'every' && <EveryFields {...props} />}
          <TextField {...props} name="timeZone" hint={t('timeZoneHint')} />
          <ScheduledTimes settings={settings} />
        </div>
      </Section>
      <Audience {...props} />
    </>
  )
}

function EveryFields(props: InspectorProps) {
  const { settings, onChange, problemAt } = props
  const t = useTranslations('designer.triggerSchedule')
  return (
    <>
      <DurationInput
        label={t('every')}
        value={durationIn(settings, 'every')}
        onChange={(every) => onChange({ ...settings, every: definedOf(every) })}
      />
      <FieldProblem>{problemAt('/every')}</FieldProblem>
      <TextField {...props} name="from" hint={t('atHint')} />
    </>
  )
}

type TextProps = InspectorProps & { name: 'at' | 'cron' | 'from' | 'timeZone'; hint: string }

/** A text of its own in the settings; what may be left out is left out when it is empty. */
function TextField({ settings, onChange, problemAt, name, hint }: TextProps) {
  const t = useTranslations('designer.triggerSchedule')
  return (
    <Field label={t(name)} hint={hint} error={problemAt(`/${name}`)}>
      {(wiring) => (
        <Input
          {...wiring}
          value={textIn(settings, name)}
          onChange={(event) => {
            const { [name]: _, ...rest } = settings
            const isKept = event.target.value !== '' || name === 'at' || name === 'cron'
            onChange(isKept ? { ...rest, [name]: event.target.value } : rest)
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
          <Input
            {...wiring}
            value={textIn(objectIn(settings, 'audience') ?? {}, 'segment')}
            onChange={(event) => onChange({ ...settings, audience: event.target.value ? { segment: event.target.value } : 'all' })}
          />
        )}
      </Field>
    </Section>
  )
}

export const triggerScheduleFace: NodeFace = { icon: CalendarClock, shape: 'trigger', Inspector }
