'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { type TemplateContent, templateSchema } from '#domain/message/resource.ts'
import { blankContent, keyFrom } from './starter.ts'

/** What a new template begins as; `copyOf` is the key of the one it copies. */
export type NewTemplate = { name: string; format: 'mjml' | 'html'; copyOf: string | null }
type Props = { from: NewTemplate | null; onClose: () => void; onCreated: (key: string) => void }

/** Asks for a name and a key, and makes the template. */
export function CreateTemplateDialog({ from, onClose, onCreated }: Props) {
  const t = useTranslations('templates')
  const common = useTranslations('common')
  const { api, slug } = useWorkspace()
  const client = useQueryClient()
  const form = useId()
  const [name, setName] = useState('')
  const [key, setKey] = useState<string | null>(null)
  const [format, setFormat] = useState<'mjml' | 'html'>('mjml')
  const create = useMutation({
    mutationFn: async () => {
      const content = from?.copyOf ? await contentOf(from.copyOf) : blankContent(name, format)
      return api('/templates', templateSchema, { method: 'POST', body: { ...content, name, key: key ?? keyFrom(name) } })
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: [slug, 'templates'] })
      onClose()
      onCreated(made.key)
    },
  })
  const contentOf = async (copied: string): Promise<TemplateContent> => {
    const { subject, preheader, format, body } = await api(`/templates/${copied}`, templateSchema)
    return { name, subject, preheader, format, body }
  }
  const { reset } = create
  useEffect(() => {
    if (!from) return
    setName(from.name)
    setKey(null)
    setFormat(from.format)
    reset()
  }, [from, reset])
  const problem = create.error instanceof ApiError ? create.error : null
  const onKey = problem?.code === 'key_taken' || problem?.problem.errors?.some(({ pointer }) => pointer === '/key')
  return (
    <Dialog
      open={from !== null}
      onClose={onClose}
      title={t('create.title')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" form={form} disabled={create.isPending || !name.trim()}>
            {t('create.verb')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Field label={t('create.name')} error={create.error && !onKey ? create.error.message : null}>
          {(wiring) => (
            <Input {...wiring} autoFocus required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('create.key')} hint={t('create.keyHint')} error={onKey ? create.error?.message : null}>
          {(wiring) => (
            <Input
              {...wiring}
              required
              maxLength={64}
              pattern="[a-z0-9][a-z0-9-]*"
              className="font-mono"
              value={key ?? keyFrom(name)}
              onChange={(event) => setKey(event.target.value)}
            />
          )}
        </Field>
        {!from?.copyOf && (
          <Field label={t('create.format')}>
            {(wiring) => (
              <Select
                {...wiring}
                className="w-full"
                value={format}
                onChange={(event) => setFormat(event.target.value === 'html' ? 'html' : 'mjml')}
              >
                <option value="mjml">{t('create.formatMjml')}</option>
                <option value="html">{t('create.formatHtml')}</option>
              </Select>
            )}
          </Field>
        )}
      </form>
    </Dialog>
  )
}
