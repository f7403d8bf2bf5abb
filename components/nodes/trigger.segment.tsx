'use client'
import { UsersRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { SegmentPicker } from '#components/forms/pickers.tsx'
import { Field } from '#components/ui/Field.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { pickOf, textIn } from './settings.ts'

type Change = 'entered' | 'left'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.triggerSegment')
  return (
    <Section title={t('title')}>
      <SegmentedControl<Change>
        label={t('title')}
        value={settings.change === 'left' ? 'left' : 'entered'}
        onChange={(change) => onChange({ ...settings, change })}
        items={[
          { value: 'entered', label: t('entered') },
          { value: 'left', label: t('left') },
        ]}
        className="mb-3"
      />
      <Field label={t('segment')} hint={t('hint')} error={problemAt('/segment')}>
        {(wiring) => (
          <SegmentPicker
            {...pickOf(wiring)}
            value={textIn(settings, 'segment')}
            onChange={(segment) => onChange({ ...settings, segment })}
          />
        )}
      </Field>
    </Section>
  )
}

export const triggerSegmentFace: NodeFace = { icon: UsersRound, shape: 'trigger', Inspector }
