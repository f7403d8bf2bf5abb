'use client'
import { Code } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { NodeFace } from './face.ts'
import { Section } from './Section.tsx'

function Inspector() {
  const t = useTranslations('designer.triggerApi')
  return (
    <Section title={t('title')}>
      <p className="text-small text-text-2">{t('hint')}</p>
      <p className="mt-2 rounded-r2 bg-surface-sunk px-3 py-2 font-mono text-small">POST /api/v1/journeys/&#123;id&#125;/initiate</p>
    </Section>
  )
}

export const triggerApiFace: NodeFace = { icon: Code, shape: 'trigger', Inspector }
