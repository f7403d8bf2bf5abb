'use client'
import { UserPen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Chips } from '#components/forms/Chips.tsx'
import { PairsInput } from '#components/forms/PairsInput.tsx'
import { AttributePicker } from '#components/forms/pickers.tsx'
import { useAttributeNames } from '#components/forms/useCatalogue.ts'
import { Field } from '#components/ui/Field.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { pickOf, textsIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.attributeNode')
  const names = useAttributeNames() ?? []
  const removed = textsIn(settings, 'remove')
  const hint = useTranslations('designer.pairs')('liquid')
  return (
    <>
      <Section title={t('set')}>
        <PairsInput
          values={settings.set}
          types={settings.types}
          nameLabel={t('attribute')}
          names={names.map(({ name }) => name)}
          onChange={({ values, types }) => onChange({ ...settings, set: values, types })}
        />
        <FieldProblem>{problemAt('/set')}</FieldProblem>
        <p className="mt-2 text-small text-text-3">{hint}</p>
      </Section>
      <Section>
        <Field label={t('remove')} hint={t('removeHint')} error={problemAt('/remove')}>
          {(wiring) => (
            <Chips label={t('remove')} value={removed} onChange={(remove) => onChange({ ...settings, remove })}>
              {(add) => <AttributePicker {...pickOf(wiring)} value="" onChange={add} />}
            </Chips>
          )}
        </Field>
      </Section>
    </>
  )
}

export const actionAttributeFace: NodeFace = { icon: UserPen, shape: 'action', Inspector }
