'use client'
import { useTranslations } from 'next-intl'
import { ConditionBuilder, type Scope } from '#components/forms/condition/ConditionBuilder.tsx'
import { type GroupDraft, readDraft } from '#components/forms/condition/draft.ts'
import { FieldProblem } from './Section.tsx'

type Props = { value: unknown; onChange: (value: GroupDraft) => void; scope: Scope; label: string; problem: string | null }

/** The condition builder over a setting; what no form can show is left to the JSON tab. */
export function ConditionField({ value, onChange, scope, label, problem }: Props) {
  const t = useTranslations('designer.condition')
  const draft = readDraft(value)
  if (!draft) return <p className="text-small text-text-2">{t('byHand')}</p>
  return (
    <>
      <ConditionBuilder value={draft} onChange={onChange} scope={scope} label={label} />
      <FieldProblem>{problem}</FieldProblem>
    </>
  )
}
