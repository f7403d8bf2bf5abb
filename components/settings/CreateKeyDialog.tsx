'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { RadioGroup } from '#components/ui/Checkbox.tsx'
import { CopyField } from '#components/ui/CopyField.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { createdKeySchema } from '#domain/workspace/resource.ts'

type Scope = 'write' | 'server'

/** Names a key and its scope, then shows it, once. */
export function CreateKeyDialog({ onClose, onCreated }: { onClose: () => void; onCreated: () => void }) {
  const t = useTranslations('settings.keys')
  const common = useTranslations('common')
  const { api } = useWorkspace()
  const [name, setName] = useState('')
  const [scope, setScope] = useState<Scope>('write')
  const [made, setMade] = useState<string | null>(null)
  const { busy, errors, failure, submit } = useSubmit(['/name'])
  const create = () =>
    submit(async () => {
      const { key } = await api('/keys', createdKeySchema, { method: 'POST', body: { name, scope } })
      setMade(key)
      onCreated()
    })
  if (made !== null)
    return (
      <Dialog
        open
        onClose={onClose}
        width="medium"
        title={t('shownTitle')}
        lead={t('shownLead')}
        footer={
          <Button look="primary" onClick={onClose}>
            {t('done')}
          </Button>
        }
      >
        <CopyField label={t('key')} value={made} />
      </Dialog>
    )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('createTitle')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" disabled={busy} onClick={create}>
            {t('createVerb')}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <Field label={t('name')} error={errors['/name']}>
          {(wiring) => (
            <Input
              {...wiring}
              autoFocus
              placeholder={t('namePlaceholder')}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <RadioGroup
          label={t('scope')}
          value={scope}
          onChange={setScope}
          options={(['write', 'server'] as const).map((value) => ({ value, label: t(`scopes.${value}`), hint: t(`scopeHint.${value}`) }))}
        />
        {failure && (
          <p role="alert" className="text-small text-bad-text">
            {failure}
          </p>
        )}
      </form>
    </Dialog>
  )
}
