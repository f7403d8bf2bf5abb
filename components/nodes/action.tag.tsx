'use client'
import { Tags } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Chips } from '#components/forms/Chips.tsx'
import { Combobox } from '#components/forms/Combobox.tsx'
import { Field } from '#components/ui/Field.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { pickOf, textsIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.tagNode')
  return (
    <Section>
      <div className="grid gap-4">
        {(['add', 'remove'] as const).map((act) => (
          <Field key={act} label={t(act)} hint={act === 'add' ? t('hint') : undefined} error={problemAt(`/${act}`)}>
            {(wiring) => (
              <Chips label={t(act)} value={textsIn(settings, act)} onChange={(tags) => onChange({ ...settings, [act]: tags })}>
                {(add) => <Combobox {...pickOf(wiring)} placeholder={t('placeholder')} value="" choices={[]} onChange={add} />}
              </Chips>
            )}
          </Field>
        ))}
      </div>
    </Section>
  )
}

export const actionTagFace: NodeFace = { icon: Tags, shape: 'action', Inspector }
