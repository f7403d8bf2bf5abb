'use client'
import { Tags } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ListInput } from '#components/forms/ListInput.tsx'
import { Field } from '#components/ui/Field.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { textsIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.tagNode')
  return (
    <Section>
      <div className="grid gap-3">
        <Field label={t('add')} hint={t('hint')} error={problemAt('/add')}>
          {(wiring) => <ListInput {...wiring} value={textsIn(settings, 'add')} onChange={(add) => onChange({ ...settings, add })} />}
        </Field>
        <Field label={t('remove')} error={problemAt('/remove')}>
          {(wiring) => (
            <ListInput {...wiring} value={textsIn(settings, 'remove')} onChange={(remove) => onChange({ ...settings, remove })} />
          )}
        </Field>
      </div>
    </Section>
  )
}

export const actionTagFace: NodeFace = { icon: Tags, shape: 'action', Inspector }
