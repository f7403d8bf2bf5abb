'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/Button.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Textarea } from '#components/ui/Input.tsx'
import { type DraftNode, draftNodeSchema } from '#domain/journey/document.ts'

type Props = { node: DraftNode; editable: boolean; onChange: (settings: DraftNode['settings']) => void }

/** The settings as they are stored, to read, copy and write by hand. */
export function JsonTab({ node, editable, onChange }: Props) {
  const t = useTranslations('designer.json')
  const stored = JSON.stringify(node.settings, null, 2)
  const [typed, setTyped] = useState<string | null>(null)
  const parsed = parse(typed ?? stored)
  return (
    <div className="grid gap-3 p-4">
      <Field label={t('settings')} error={parsed ? null : t('invalid')} hint={t('key', { key: node.key })}>
        {(wiring) => (
          <Textarea
            {...wiring}
            readOnly={!editable}
            spellCheck={false}
            className="min-h-80 font-mono text-small"
            value={typed ?? stored}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {editable && typed !== null && (
        <div className="flex gap-2">
          <Button
            disabled={!parsed}
            onClick={() => {
              if (!parsed) return
              onChange(parsed)
              setTyped(null)
            }}
          >
            {t('apply')}
          </Button>
          <Button look="ghost" onClick={() => setTyped(null)}>
            {t('discard')}
          </Button>
        </div>
      )}
    </div>
  )
}

function parse(text: string): DraftNode['settings'] | null {
  try {
    const result = draftNodeSchema.shape.settings.safeParse(JSON.parse(text))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
