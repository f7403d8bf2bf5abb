'use client'
import { useTranslations } from 'next-intl'
import { NumberInput } from '#components/forms/NumberInput.tsx'
import { QuietHoursInput, USUAL_NIGHT } from '#components/forms/QuietHoursInput.tsx'
import { Section } from '#components/nodes/Section.tsx'
import { Switch } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Select } from '#components/ui/Input.tsx'
import { PRIORITY_USUAL, type MessageRules as Rules } from '#domain/journey/messageRules.ts'
import { rateUnits } from '#domain/message/allowance.ts'
import { QuotaRule } from './QuotaRule.tsx'

type Props = { rules: Rules; onChange: (change: Partial<Rules>) => void }

/** What decides whether and when the journey's messages go out. */
export function MessageRules({ rules, onChange }: Props) {
  const t = useTranslations('designer.rules')
  return (
    <Section title={t('title')}>
      <div className="grid gap-4">
        <QuietRule rules={rules} onChange={onChange} />
        <Field label={t('whenHeld')} hint={t('whenHeldHint')}>
          {(wiring) => (
            <Select
              {...wiring}
              className="w-full"
              value={rules.whenHeld ?? ''}
              onChange={({ target: { value } }) => onChange({ whenHeld: value === 'queue' || value === 'drop' ? value : null })}
            >
              <option value="">{t('asWorkspace')}</option>
              <option value="queue">{t('queue')}</option>
              <option value="drop">{t('drop')}</option>
            </Select>
          )}
        </Field>
        <Field label={t('priority')} hint={t('priorityHint')}>
          {(wiring) => (
            <Select
              {...wiring}
              className="w-full"
              value={rules.priority}
              onChange={({ target }) => onChange({ priority: Number(target.value) })}
            >
              {[9, 8, 7, 6, 5, 4, 3, 2, 1].map((priority) => (
                <option key={priority} value={priority}>
                  {t('priorityValue', { priority, kind: kindOf(priority) })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div>
          <Switch label={t('exempt')} checked={rules.isExempt} onChange={(isExempt) => onChange({ isExempt })} />
          <p className="mt-1 pl-9 text-small text-text-3">{t('exemptHint')}</p>
        </div>
        <QuotaRule quota={rules.messageQuota} onChange={(messageQuota) => onChange({ messageQuota })} />
        <RateRule rules={rules} onChange={onChange} />
      </div>
    </Section>
  )
}

const kindOf = (priority: number) => (priority === 9 ? 'first' : priority === 1 ? 'last' : priority === PRIORITY_USUAL ? 'usual' : 'other')

function QuietRule({ rules: { quietHours }, onChange }: Props) {
  const t = useTranslations('designer.rules')
  const choice = quietHours === null ? 'workspace' : quietHours === 'none' ? 'none' : 'own'
  const choose = (next: string) => onChange({ quietHours: next === 'own' ? USUAL_NIGHT : next === 'none' ? 'none' : null })
  return (
    <div>
      <Field label={t('quietHours')} hint={t('quietHoursHint')}>
        {(wiring) => (
          <Select {...wiring} className="w-full" value={choice} onChange={(event) => choose(event.target.value)}>
            <option value="workspace">{t('asWorkspace')}</option>
            <option value="own">{t('ownHours')}</option>
            <option value="none">{t('noHours')}</option>
          </Select>
        )}
      </Field>
      {quietHours !== null && quietHours !== 'none' && (
        <div className="mt-2">
          <QuietHoursInput
            label={t('quietHours')}
            value={quietHours}
            onChange={(next) => next.start !== next.end && onChange({ quietHours: next })}
          />
        </div>
      )}
    </div>
  )
}

function RateRule({ rules: { rateLimit }, onChange }: Props) {
  const t = useTranslations('designer.rules')
  return (
    <div>
      <Switch
        label={t('rate')}
        checked={rateLimit !== null}
        onChange={(on) => onChange({ rateLimit: on ? { messages: 1_000, per: 'hour' } : null })}
      />
      {rateLimit && (
        <>
          <div className="mt-2 flex items-center gap-2 pl-9 text-text-2">
            <NumberInput
              label={t('rate')}
              max={1_000_000}
              value={rateLimit.messages}
              onChange={(messages) => onChange({ rateLimit: { ...rateLimit, messages } })}
            />
            <Select
              aria-label={t('ratePer')}
              value={rateLimit.per}
              onChange={(event) => {
                const per = rateUnits.find((unit) => unit === event.target.value)
                if (per) onChange({ rateLimit: { ...rateLimit, per } })
              }}
            >
              {rateUnits.map((unit) => (
                <option key={unit} value={unit}>
                  {t(`per.${unit}`)}
                </option>
              ))}
            </Select>
          </div>
          <p className="mt-1 pl-9 text-small text-text-3">{t('rateHint')}</p>
        </>
      )}
    </div>
  )
}
