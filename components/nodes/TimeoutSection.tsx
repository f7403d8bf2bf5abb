'use client'
import { useTranslations } from 'next-intl'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { DurationField } from './DurationField.tsx'
import type { InspectorProps } from './face.ts'
import { Section } from './Section.tsx'

type From = 'arrival' | 'entry'

/** How long a wait for something lasts at most, and what that is counted from. */
export function TimeoutSection(props: InspectorProps) {
  const { settings, onChange } = props
  const t = useTranslations('designer.timeout')
  return (
    <Section title={t('title')}>
      <DurationField {...props} several name="timeout" label={t('title')} />
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
