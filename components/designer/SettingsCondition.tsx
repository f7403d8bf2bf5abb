'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { z } from 'zod'
import { ConditionBuilder, type Scope } from '#components/forms/condition/ConditionBuilder.tsx'
import { readDraft, writeDraft } from '#components/forms/condition/draft.ts'

type Props<Schema extends z.ZodType> = {
  label: string
  scope: Scope
  /** What the setting takes: settings of a journey are strict, unlike those of a draft's nodes. */
  schema: Schema
  value: unknown
  onChange: (value: z.output<Schema> | null) => void
}

/** A condition in the settings of a journey: what is half written stays here, with a word on it, until it is whole. */
export function SettingsCondition<Schema extends z.ZodType>({ label, scope, schema, value, onChange }: Props<Schema>) {
  const t = useTranslations('designer')
  const [draft, setDraft] = useState(() => readDraft(value))
  if (!draft) return <p className="text-small text-text-2">{t('condition.byHand')}</p>
  const read = (of: typeof draft) => schema.safeParse(JSON.parse(JSON.stringify(writeDraft(of))))
  const isWhole = writeDraft(draft) === null || read(draft).success
  return (
    <div>
      <ConditionBuilder
        label={label}
        scope={scope}
        value={draft}
        onChange={(next) => {
          setDraft(next)
          const parsed = read(next)
          if (writeDraft(next) === null) onChange(null)
          else if (parsed.success) onChange(parsed.data)
        }}
      />
      {!isWhole && <p className="mt-1.5 text-small text-warn-text">{t('settings.unfinished')}</p>}
    </div>
  )
}
