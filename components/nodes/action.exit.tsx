'use client'
import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { textIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.exit')
  return (
    <Section>
      <Field label={t('reason')} hint={t('hint')} error={problemAt('/reason')}>
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={200}
            value={textIn(settings, 'reason')}
            onChange={(event) => {
              const { reason: _, ...rest } = settings
              onChange(event.target.value ? { ...rest, reason: event.target.value } : rest)
            }}
          />
        )}
      </Field>
    </Section>
  )
}

export const actionExitFace: NodeFace = { icon: LogOut, shape: 'end', Inspector }
