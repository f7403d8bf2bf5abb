'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { z } from 'zod'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { RadioGroup } from '#components/ui/Checkbox.tsx'
import { CopyField } from '#components/ui/CopyField.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { useFormat } from '#components/useFormat.ts'
import { invitationSchema } from '#domain/workspace/resource.ts'
import { allows, type Role, roles } from '#domain/workspace/settings.ts'

/** Makes a link that invites one person, then shows it, once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings.people')
  const common = useTranslations('common')
  const format = useFormat()
  const { api, role: own } = useWorkspace()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('editor')
  const [made, setMade] = useState<z.output<typeof invitationSchema> | null>(null)
  const { busy, errors, failure, submit } = useSubmit(['/email'])
  const invite = () => submit(async () => setMade(await api('/people', invitationSchema, { method: 'POST', body: { email, role } })))
  if (made)
    return (
      <Dialog
        open
        onClose={onClose}
        width="medium"
        title={t('linkTitle', { email: made.email })}
        lead={t('linkLead', { until: format.full(made.expiresAt) })}
        footer={
          <Button look="primary" onClick={onClose}>
            {t('done')}
          </Button>
        }
      >
        <CopyField label={t('link')} value={made.url} />
      </Dialog>
    )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inviteTitle')}
      lead={t('inviteLead')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" disabled={busy} onClick={invite}>
            {t('inviteVerb')}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void invite()
        }}
      >
        <Field label={t('email')} error={errors['/email']}>
          {(wiring) => <Input {...wiring} type="email" autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />}
        </Field>
        <RadioGroup
          label={t('role')}
          value={role}
          onChange={setRole}
          options={roles.filter((one) => allows(own, one)).map((value) => ({ value, label: t(`roles.${value}`), hint: t(`may.${value}`) }))}
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
