'use client'
import { CalendarHeart } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Switch } from '#components/ui/Checkbox.tsx'
import { DateFields } from './DateFields.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'

function Inspector(props: InspectorProps) {
  const { settings, onChange } = props
  const t = useTranslations('designer.triggerDate')
  return (
    <Section title={t('title')}>
      <DateFields {...props} />
      <Switch
        label={t('yearly')}
        checked={settings.yearly === true}
        onChange={(yearly) => onChange({ ...settings, yearly })}
        className="mt-3"
      />
      <p className="mt-2 text-small text-text-3">{t('hint')}</p>
    </Section>
  )
}

export const triggerDateFace: NodeFace = { icon: CalendarHeart, shape: 'trigger', Inspector }
