'use client'
import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { Input } from './Input.tsx'

/** Something to be copied, whole, with a button that says when it was. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useTranslations('common')
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard?.writeText(value).then(
      () => setCopied(true),
      () => {},
    )
  }
  return (
    <Field label={label}>
      {(wiring) => (
        <span className="flex gap-2">
          <Input {...wiring} readOnly value={value} className="font-mono text-small" onFocus={(event) => event.target.select()} />
          <Button icon={copied ? <Check /> : <Copy />} onClick={copy}>
            {copied ? t('copied') : t('copy')}
          </Button>
        </span>
      )}
    </Field>
  )
}
