'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { RadioGroup } from '#components/ui/Checkbox.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { type WebhookSecretResource, webhookSecretSchema } from '#domain/workspace/webhookSecret.ts'

type Keep = 'day' | 'none'
const HOURS = { day: 24, none: 0 } as const

type Props = { onClose: () => void; onRotated: (made: WebhookSecretResource) => void }

/** Makes a new secret, and asks how long the one so far goes on signing. */
export function RotateSecretDialog({ onClose, onRotated }: Props) {
  const t = useTranslations('settings.webhooks')
  const common = useTranslations('common')
  const { api } = useWorkspace()
  const [keep, setKeep] = useState<Keep>('day')
  const { busy, failure, submit } = useSubmit([])
  const rotate = async () => {
    const isDone = await submit(async () =>
      onRotated(await api('/workspace/webhook-secret', webhookSecretSchema, { method: 'POST', body: { keepPreviousHours: HOURS[keep] } })),
    )
    if (isDone) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('rotateTitle')}
      lead={t('rotateLead')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look={keep === 'none' ? 'danger' : 'primary'} disabled={busy} onClick={rotate}>
            {t('rotateVerb')}
          </Button>
        </>
      }
    >
      <RadioGroup
        label={t('keep')}
        value={keep}
        onChange={setKeep}
        options={(['day', 'none'] as const).map((value) => ({ value, label: t(`keeps.${value}`), hint: t(`keepHint.${value}`) }))}
      />
      {failure && (
        <p role="alert" className="text-small text-bad-text">
          {failure}
        </p>
      )}
    </Dialog>
  )
}
