'use client'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import type { InspectorProps } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { definedOf, durationIn } from './settings.ts'

type From = 'arrival' | 'entry'

/** How long a wait for something lasts at most, and what that is counted from. */
export function TimeoutSection({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.timeout')
  const problem = problemAt('/timeout')
  return (
    <Section title={t('title')}>
      <DurationInput
        several
        label={t('title')}
        invalid={problem !== null}
        value={durationIn(settings, 'timeout')}
        onChange={(timeout) => onChange({ ...settings, timeout: definedOf(timeout) })}
      />
      <FieldProblem>{problem}</FieldProblem>
      <SegmentedControl<From>
        label={t('from')}
        value={settings.from === 'entry' ? 'entry' : 'arrival'}
        onChange={(from) => onChange({ ...settings, from })}
        items={[
          { value: 'arrival', label: t('arrival') },
          { value: 'entry', label: t('entry') },
        ]}
        className="mt-2.5"
      />
      <p className="mt-2 text-small text-text-3">{t('hint')}</p>
    </Section>
  )
}
