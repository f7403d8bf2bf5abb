'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { ApiError } from '#components/api.ts'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import type { ProviderResource, SmtpSettings } from '#domain/message/provider.ts'
import { useProviderVerbs } from './useProviders.ts'

type Kind = ProviderResource['kind']
type Security = SmtpSettings['security']
const ports: Record<Security, number> = { tls: 465, starttls: 587, none: 25 }
const fresh: SmtpSettings = { host: '', port: 587, security: 'starttls', user: '' }

/** Makes or changes an account. A stored password is never shown: typing replaces it. */
export function ProviderDialog({ editing, onClose }: { editing: ProviderResource | 'new' | null; onClose: () => void }) {
  const t = useTranslations('sending.providers')
  const common = useTranslations('common')
  const toast = useToast()
  const { create, change } = useProviderVerbs()
  const form = useId()
  const [kind, setKind] = useState<Kind>('smtp')
  const [name, setName] = useState('')
  const [settings, setSettings] = useState(fresh)
  const [password, setPassword] = useState('')
  const kept = editing === 'new' ? null : editing
  const { reset: resetCreate } = create
  const { reset: resetChange } = change
  useEffect(() => {
    if (!editing) return
    const before = editing === 'new' ? null : editing
    setKind(before?.kind ?? 'smtp')
    setName(before?.name ?? '')
    setSettings(before?.settings ?? fresh)
    setPassword('')
    resetCreate()
    resetChange()
  }, [editing, resetCreate, resetChange])
  const error = create.error ?? change.error
  const errorOf = (pointer: string) =>
    error instanceof ApiError ? error.problem.errors?.find((one) => one.pointer === pointer)?.detail : undefined
  const known = ['/name', '/settings/host', '/settings/port', '/settings/user', '/password'].some(errorOf)
  const set = (part: Partial<SmtpSettings>) => setSettings((before) => ({ ...before, ...part }))
  const isPending = create.isPending || change.isPending
  const submit = () => {
    const done = {
      onSuccess: ({ name: saved }: ProviderResource) => {
        toast({ text: t('saved', { name: saved }) })
        onClose()
      },
    }
    const secret = password ? { password } : {}
    if (kept) change.mutate({ id: kept.id, name, ...(kind === 'smtp' ? { settings, ...secret } : {}) }, done)
    else create.mutate(kind === 'smtp' ? { kind, name, settings, ...secret } : { kind, name }, done)
  }
  return (
    <Dialog
      open={editing !== null}
      onClose={onClose}
      title={kept ? t('form.titleEdit', { name: kept.name }) : t('form.titleNew')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" form={form} disabled={isPending}>
            {common('save')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {error && !known && (
          <p role="alert" className="text-bad-text">
            {error.message}
          </p>
        )}
        {!kept && (
          <Field label={t('form.kind')}>
            {(wiring) => (
              <Select
                {...wiring}
                className="w-full"
                value={kind}
                onChange={(event) => setKind(event.target.value === 'sandbox' ? 'sandbox' : 'smtp')}
              >
                <option value="smtp">{t('kind.smtp')}</option>
                <option value="sandbox">{t('kind.sandbox')}</option>
              </Select>
            )}
          </Field>
        )}
        <Field label={t('form.name')} error={errorOf('/name')}>
          {(wiring) => (
            <Input {...wiring} autoFocus required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        {kind === 'smtp' && (
          <>
            <div className="grid grid-cols-[minmax(0,1fr)_88px] gap-3">
              <Field label={t('form.host')} error={errorOf('/settings/host')}>
                {(wiring) => <Input {...wiring} required value={settings.host} onChange={(event) => set({ host: event.target.value })} />}
              </Field>
              <Field label={t('form.port')} error={errorOf('/settings/port')}>
                {(wiring) => (
                  <Input
                    {...wiring}
                    required
                    type="number"
                    min={1}
                    max={65_535}
                    className="num"
                    value={settings.port}
                    onChange={(event) => set({ port: event.target.valueAsNumber || 0 })}
                  />
                )}
              </Field>
            </div>
            <Field label={t('form.security')}>
              {(wiring) => (
                <Select
                  {...wiring}
                  className="w-full"
                  value={settings.security}
                  onChange={(event) => {
                    const security = (['tls', 'starttls', 'none'] as const).find((one) => one === event.target.value) ?? 'none'
                    set({ security, ...(settings.port === ports[settings.security] ? { port: ports[security] } : {}) })
                  }}
                >
                  <option value="starttls">{t('form.starttls')}</option>
                  <option value="tls">{t('form.tls')}</option>
                  <option value="none">{t('form.none')}</option>
                </Select>
              )}
            </Field>
            <Field label={t('form.user')} hint={t('form.userHint')} error={errorOf('/settings/user')}>
              {(wiring) => (
                <Input {...wiring} autoComplete="off" value={settings.user} onChange={(event) => set({ user: event.target.value })} />
              )}
            </Field>
            <Field
              label={t('form.password')}
              hint={kept?.hasPassword ? t('form.passwordKept') : t('form.passwordHint')}
              error={errorOf('/password')}
            >
              {(wiring) => (
                <Input
                  {...wiring}
                  type="password"
                  autoComplete="new-password"
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                />
              )}
            </Field>
          </>
        )}
      </form>
    </Dialog>
  )
}
