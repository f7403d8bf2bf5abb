'use client'
import { useTranslations } from 'next-intl'
import { ConditionBuilder, type Scope } from '#components/forms/condition/ConditionBuilder.tsx'
import { readDraft, writeDraft } from '#components/forms/condition/draft.ts'
import type { InspectorProps } from './face.ts'
import { FieldProblem } from './Section.tsx'

type Props = Pick<InspectorProps, 'settings' | 'onChange' | 'problemAt'> & {
  /** The setting that holds it: a `filter` is left out while it asks nothing. */
  name: 'condition' | 'filter'
  scope: Scope
  label: string
}

/** The condition builder over a setting; what no form can show is left to the JSON tab. */
export function ConditionField({ settings, onChange, problemAt, name, scope, label }: Props) {
  const t = useTranslations('designer.condition')
  const draft = readDraft(settings[name])
  if (!draft) return <p className="text-small text-text-2">{t('byHand')}</p>
  const { [name]: _, ...rest } = settings
  return (
    <>
      <ConditionBuilder
        value={draft}
        scope={scope}
        label={label}
        onChange={(next) => {
          const written = name === 'filter' ? writeDraft(next) : next
          onChange(written ? { ...rest, [name]: JSON.parse(JSON.stringify(written)) } : rest)
        }}
      />
      <FieldProblem>{problemAt(`/${name}`)}</FieldProblem>
    </>
  )
}
