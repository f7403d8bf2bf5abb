'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Eye, RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { CopyField } from '#components/ui/CopyField.tsx'
import { Failure } from '#components/ui/EmptyState.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import { type WebhookSecretResource, webhookSecretSchema } from '#domain/workspace/webhookSecret.ts'
import { RotateSecretDialog } from './RotateSecretDialog.tsx'
import { Section } from './Section.tsx'

const HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const

/** What signs the workspace's calls: look at it, copy it, rotate it. And what a receiver does with it. */
export function WebhookSecret({ first }: { first: WebhookSecretResource }) {
  const t = useTranslations('settings.webhooks')
  const { api, slug } = useWorkspace()
  const queries = useQueryClient()
  const [shown, setShown] = useState(false)
  const [rotating, setRotating] = useState(false)
  const { data, error } = useQuery({
    queryKey: [slug, 'webhook-secret'],
    queryFn: ({ signal }) => api('/workspace/webhook-secret', webhookSecretSchema, { signal }),
    initialData: first,
  })
  return (
    <>
      <Section title={t('secret')} lead={t('lead')}>
        {error && <Failure title={error.message} />}
        {data.secret === null ? (
          <p role="alert" className="text-bad-text">
            {t('unreadable')}
          </p>
        ) : shown ? (
          <CopyField label={t('secret')} value={data.secret} />
        ) : (
          <Hidden onShow={() => setShown(true)} />
        )}
        <Age secret={data} />
        <div>
          <Button icon={<RefreshCw />} onClick={() => setRotating(true)}>
            {t('rotate')}
          </Button>
        </div>
      </Section>
      <Section title={t('verify')} lead={t('verifyLead')}>
        <dl className="grid gap-3">
          {HEADERS.map((header) => (
            <div key={header}>
              <dt>
                <code>{header}</code>
              </dt>
              <dd className="text-text-2">{t(`headers.${header}`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      {rotating && (
        <RotateSecretDialog
          onClose={() => setRotating(false)}
          onRotated={(made) => {
            queries.setQueryData([slug, 'webhook-secret'], made)
            setShown(true)
          }}
        />
      )}
    </>
  )
}

function Hidden({ onShow }: { onShow: () => void }) {
  const t = useTranslations('settings.webhooks')
  return (
    <Field label={t('secret')}>
      {(wiring) => (
        <span className="flex gap-2">
          <Input {...wiring} readOnly value={`whsec_${'•'.repeat(24)}`} className="font-mono text-small" />
          <Button icon={<Eye />} onClick={onShow}>
            {t('show')}
          </Button>
        </span>
      )}
    </Field>
  )
}

/** Since when it signs, and until when those before it do. */
function Age({ secret: { createdAt, previous } }: { secret: WebhookSecretResource }) {
  const t = useTranslations('settings.webhooks')
  const format = useFormat()
  const when = useWhen()
  return (
    <p className="text-small text-text-3">
      <span title={format.full(createdAt)}>{t('since', { when: when(createdAt) })}</span>
      {previous.map(({ retiresAt }) => (
        <span key={retiresAt} className="block" title={format.full(retiresAt)}>
          {t('retires', { when: format.dateTime(retiresAt) })}
        </span>
      ))}
    </p>
  )
}
