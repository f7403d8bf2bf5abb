'use client'
import { UserPen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usualAttributes } from '#components/forms/condition/ComparisonRow.tsx'
import { ListInput } from '#components/forms/ListInput.tsx'
import { PairsInput } from '#components/forms/PairsInput.tsx'
import { Field } from '#components/ui/Field.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { textsIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.attributeNode')
  const hint = useTranslations('designer.pairs')('liquid')
  return (
    <>
      <Section title={t('set')}>
        <PairsInput
          values={settings.set}
          types={settings.types}
          nameLabel={t('attribute')}
          names={usualAttributes}
          onChange={({ values, types }) => onChange({ ...settings, set: values, types })}
        />
        <FieldProblem>{problemAt('/set')}</FieldProblem>
        <p className="mt-2 text-small text-text-3">{hint}</p>
      </Section>
      <Section>
        <Field label={t('remove')} hint={t('removeHint')} error={problemAt('/remove')}>
          {(wiring) => (
            <ListInput {...wiring} value={textsIn(settings, 'remove')} onChange={(remove) => onChange({ ...settings, remove })} />
          )}
        </Field>
      </Section>
    </>
  )
}

export const actionAttributeFace: NodeFace = { icon: UserPen, shape: 'action', Inspector }
