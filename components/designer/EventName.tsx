'use client'
import { Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/forms/Combobox.tsx'
import { useEventNames } from '#components/forms/useCatalogue.ts'
import { useFormat } from '#components/useFormat.ts'

/** The name of an event, of those that were seen or any other. Settings take no empty name: clearing it changes nothing. */
export function EventName({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const t = useTranslations('designer.settings')
  const format = useFormat()
  const names = useEventNames()
  return (
    <div>
      <p className="mb-1.5 text-small font-medium text-text-2">{label}</p>
      <Combobox
        label={label}
        placeholder={t('eventPlaceholder')}
        icon={<Zap aria-hidden />}
        value={value}
        choices={names.map((one) => ({ value: one.name, ...(one.count === undefined ? {} : { note: format.number(one.count) }) }))}
        onChange={(next) => next && onChange(next)}
      />
    </div>
  )
}
