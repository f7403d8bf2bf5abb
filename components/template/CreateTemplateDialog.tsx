'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CreateKeyedDialog } from '#components/list/CreateKeyedDialog.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Select } from '#components/ui/Input.tsx'
import { templateSchema } from '#domain/message/resource.ts'
import { blankContent } from './starter.ts'

/** What a new template begins as; `copyOf` is the key of the one it copies. */
export type NewTemplate = { name: string; format: 'mjml' | 'html'; copyOf: string | null }
type Props = { from: NewTemplate; onClose: () => void; onCreated: (key: string) => void }

/** Asks for a name and a key, and makes the template. */
export function CreateTemplateDialog({ from, onClose, onCreated }: Props) {
  const t = useTranslations('templates.create')
  const { api, slug } = useWorkspace()
  const client = useQueryClient()
  const [format, setFormat] = useState(from.format)
  const contentOf = async (copied: string) => {
    const { subject, preheader, format: kept, body } = await api(`/templates/${copied}`, templateSchema)
    return { subject, preheader, format: kept, body }
  }
  const create = async (named: { name: string; key: string }) => {
    const content = from.copyOf ? await contentOf(from.copyOf) : blankContent(named.name, format)
    const made = await api('/templates', templateSchema, { method: 'POST', body: { ...content, ...named } })
    void client.invalidateQueries({ queryKey: [slug, 'templates'] })
    onCreated(made.key)
  }
  return (
    <CreateKeyedDialog title={t('title')} keyHint={t('keyHint')} name={from.name} create={create} onClose={onClose}>
      {!from.copyOf && (
        <Field label={t('format')}>
          {(wiring) => (
            <Select
              {...wiring}
              className="w-full"
              value={format}
              onChange={(event) => setFormat(event.target.value === 'html' ? 'html' : 'mjml')}
            >
              <option value="mjml">{t('formatMjml')}</option>
              <option value="html">{t('formatHtml')}</option>
            </Select>
          )}
        </Field>
      )}
    </CreateKeyedDialog>
  )
}
