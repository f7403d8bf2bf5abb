'use client'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { InstantInput } from '#components/forms/InstantInput.tsx'
import { Section } from '#components/nodes/Section.tsx'
import { definedOf } from '#components/nodes/settings.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Switch } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Select } from '#components/ui/Input.tsx'
import type { JourneySettings } from '#domain/journey/settings.ts'
import { JourneyExits } from './JourneyExits.tsx'
import { JourneyGoal } from './JourneyGoal.tsx'

type Props = { settings: JourneySettings; onChange: (next: Partial<JourneySettings>) => void }

/** When a journey begins and ends, and how its members leave it other than at an exit. */
export function JourneyLife({ settings, onChange }: Props) {
  const t = useTranslations('designer.settings')
  const { maximumStay } = settings
  return (
    <>
      <Section title={t('schedule')}>
        <Schedule settings={settings} onChange={onChange} />
      </Section>
      <Section title={t('goal')}>
        <JourneyGoal goal={settings.goal} onChange={(goal) => onChange({ goal })} />
      </Section>
      <Section title={t('exits')}>
        <JourneyExits exits={settings.exits} onChange={(exits) => onChange({ exits })} />
      </Section>
      <Section title={t('stay')}>
        <Switch label={t('stayOn')} checked={maximumStay !== null} onChange={(on) => onChange({ maximumStay: on ? { days: 90 } : null })} />
        {maximumStay && (
          <div className="mt-2 pl-9">
            <DurationInput
              label={t('stayAfter')}
              value={maximumStay}
              onChange={(duration) => onChange({ maximumStay: definedOf(duration) })}
            />
          </div>
        )}
      </Section>
    </>
  )
}

function Schedule({ settings, onChange }: Props) {
  const t = useTranslations('designer.settings')
  const { timeZone } = useWorkspace()
  const { scheduleStartAt, scheduleEndAt, scheduleEndMembers } = settings
  return (
    <div className="grid gap-3">
      <At label={t('startAt')} value={scheduleStartAt} onChange={(at) => onChange({ scheduleStartAt: at })} />
      <At
        label={t('endAt')}
        hint={t('scheduleHint', { zone: timeZone })}
        value={scheduleEndAt}
        onChange={(at) => onChange({ scheduleEndAt: at })}
      />
      {scheduleEndAt && (
        <Field label={t('endMembers')}>
          {(wiring) => (
            <Select
              {...wiring}
              className="w-full"
              value={scheduleEndMembers}
              onChange={(event) => onChange({ scheduleEndMembers: event.target.value === 'cancel' ? 'cancel' : 'drain' })}
            >
              <option value="drain">{t('endDrain')}</option>
              <option value="cancel">{t('endCancel')}</option>
            </Select>
          )}
        </Field>
      )}
    </div>
  )
}

type AtProps = { label: string; hint?: string; value: string | null; onChange: (value: string | null) => void }

const At = ({ label, hint, value, onChange }: AtProps) => (
  <Field label={label} hint={hint}>
    {(wiring) => <InstantInput {...wiring} value={value ?? ''} onChange={(at) => onChange(at || null)} />}
  </Field>
)
