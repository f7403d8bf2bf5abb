'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { cx } from '#components/ui/cx.ts'

/** The name as a heading one can write in. Enter keeps it, Escape puts it back; an empty name is not taken. */
export function NameField({ name, editable, onRename }: { name: string; editable: boolean; onRename: (name: string) => void }) {
  const t = useTranslations('designer')
  const [typed, setTyped] = useState<string | null>(null)
  if (!editable)
    return (
      <h1 className="cut max-w-70 font-strong" title={name}>
        {name}
      </h1>
    )
  const keep = () => {
    if (typed?.trim() && typed.trim() !== name) onRename(typed.trim())
    setTyped(null)
  }
  return (
    <h1 className="min-w-0 font-strong">
      <input
        aria-label={t('journeyName')}
        title={name}
        maxLength={120}
        value={typed ?? name}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') setTyped(null)
        }}
        className={cx(
          'field-sizing-content h-7 max-w-70 min-w-16 truncate rounded-r2 border border-transparent bg-transparent px-1.5 -ml-1.5 calm hover:border-line-strong',
          'outline-none focus:border-accent focus:ring-2 focus:ring-accent-line max-wide:max-w-44',
        )}
      />
    </h1>
  )
}
