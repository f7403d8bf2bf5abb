'use client'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { QuietHoursInput, USUAL_NIGHT } from '#components/forms/QuietHoursInput.tsx'
import { definedOf } from '#components/nodes/settings.ts'
import { RadioGroup, Switch } from '#components/ui/Checkbox.tsx'
import type { MessageLimits } from '#domain/workspace/messageLimits.ts'
import { CapList } from './CapList.tsx'
import { Exemptions } from './Exemptions.tsx'
import { Section } from './Section.tsx'

export type LimitsProps = {
  limits: MessageLimits
  onChange: (change: Partial<MessageLimits>) => void
  /** What the API refused, by pointer. */
  errors: Readonly<Record<string, string>>
  locked: boolean
}

/** Pointers that a refusal may be about. */
export const limitFields = ({ frequencyCaps }: MessageLimits): string[] => [
  ...['/settings/quietHours/end', '/settings/minimumGap'],
  ...frequencyCaps.flatMap((_, at) => ['per', 'messages', 'topic'].map((name) => `/settings/frequencyCaps/${at}/${name}`)),
]

/** What spares members: quiet hours, caps and gap, and what becomes of a message that they hold. */
export function LimitsFields({ limits, onChange, errors, locked }: LimitsProps) {
  const t = useTranslations('settings.limits')
  const { quietHours, minimumGap, whenHeld } = limits
  return (
    <Section title={t('title')} lead={t('lead')}>
      <div>
        <Switch
          label={t('quietHours')}
          disabled={locked}
          checked={quietHours !== null}
          onChange={(on) => onChange({ quietHours: on ? USUAL_NIGHT : null })}
        />
        {quietHours && (
          <div className="mt-2 pl-9">
            <QuietHoursInput
              label={t('quietHours')}
              value={quietHours}
              error={errors['/settings/quietHours/end']}
              onChange={(next) => onChange({ quietHours: next })}
            />
          </div>
        )}
        <p className="mt-1.5 pl-9 text-small text-text-3">{t('quietHoursHint')}</p>
      </div>
      <CapList limits={limits} onChange={onChange} errors={errors} locked={locked} />
      <div>
        <Switch
          label={t('gap')}
          disabled={locked}
          checked={minimumGap !== null}
          onChange={(on) => onChange({ minimumGap: on ? { hours: 4 } : null })}
        />
        {minimumGap && (
          <div className="mt-2 pl-9">
            <DurationInput
              label={t('gap')}
              several
              value={minimumGap}
              invalid={errors['/settings/minimumGap'] !== undefined}
              onChange={(duration) => onChange({ minimumGap: definedOf(duration) })}
            />
          </div>
        )}
        <p className={errors['/settings/minimumGap'] ? 'mt-1.5 pl-9 text-small text-bad-text' : 'mt-1.5 pl-9 text-small text-text-3'}>
          {errors['/settings/minimumGap'] ?? t('gapHint')}
        </p>
      </div>
      <div>
        <p className="mb-1.5 text-small font-medium text-text-2">{t('whenHeld')}</p>
        <RadioGroup
          label={t('whenHeld')}
          value={whenHeld}
          onChange={(next) => onChange({ whenHeld: next })}
          options={(['queue', 'drop'] as const).map((value) => ({ value, label: t(value), hint: t(`${value}Hint`), disabled: locked }))}
        />
      </div>
      <Exemptions limits={limits} onChange={onChange} locked={locked} />
    </Section>
  )
}
