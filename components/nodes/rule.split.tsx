'use client'
import { Shuffle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Switch } from '#components/ui/Checkbox.tsx'
import { ArmsField } from './ArmsField.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.splitNode')
  return (
    <>
      <Section title={t('arms')}>
        <ArmsField value={settings.arms} problem={problemAt('/arms')} onChange={(arms) => onChange({ ...settings, arms })} />
      </Section>
      <Section>
        <Switch label={t('sticky')} checked={settings.sticky !== false} onChange={(sticky) => onChange({ ...settings, sticky })} />
        <p className="mt-1.5 text-small text-text-3">{t('stickyHint')}</p>
      </Section>
    </>
  )
}

export const ruleSplitFace: NodeFace = { icon: Shuffle, shape: 'rule', Inspector }
