'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TimeZoneSelect } from '#components/forms/TimeZoneSelect.tsx'
import { UnsavedGuard } from '#components/forms/UnsavedGuard.tsx'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Switch } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Textarea } from '#components/ui/Input.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import type { WorkspaceResource } from '#domain/workspace/resource.ts'
import { LimitsFields, limitFields } from './LimitsFields.tsx'
import { Section } from './Section.tsx'

const fields = [
  '/name',
  '/timeZone',
  '/settings/currency',
  '/settings/sender/name',
  '/settings/sender/email',
  '/settings/postalAddress',
  '/settings/historyAfterHours',
]

/** What is sent: the form's own copy of the settings, hours as typed. */
const formOf = ({ name, timeZone, settings }: WorkspaceResource) => ({
  name,
  timeZone,
  settings: { ...settings, historyAfterHours: String(settings.historyAfterHours) },
})
type Form = ReturnType<typeof formOf>

/** Name, zone, sending and events of the workspace. Readers without the role see it and cannot change it. */
export function GeneralForm({ workspace }: { workspace: WorkspaceResource }) {
  const t = useTranslations('settings.general')
  const common = useTranslations('common')
  const { api, may } = useWorkspace()
  const saved = useTranslations('settings')('saved')
  const needsAdmin = useTranslations('settings')('needsAdmin')
  const toast = useToast()
  const router = useRouter()
  const queries = useQueryClient()
  const [before, setBefore] = useState(() => formOf(workspace))
  const [form, setForm] = useState(before)
  const { busy, errors, failure, submit, clear } = useSubmit([...fields, ...limitFields(form.settings)])
  const dirty = JSON.stringify(form) !== JSON.stringify(before)
  const locked = !may('admin')

  const set = (change: Partial<Form>) => setForm((old) => ({ ...old, ...change }))
  const setSetting = (change: Partial<Form['settings']>) => setForm((old) => ({ ...old, settings: { ...old.settings, ...change } }))
  const save = async () => {
    const body = { ...form, settings: { ...form.settings, historyAfterHours: Number(form.settings.historyAfterHours) } }
    if (!(await submit(() => api.send('/workspace', { method: 'PATCH', body })))) return
    setBefore(form)
    toast({ text: saved })
    await queries.invalidateQueries()
    router.refresh()
  }
  const { settings } = form
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <UnsavedGuard dirty={dirty} />
      {locked && <p className="pt-4 text-text-2">{needsAdmin}</p>}
      <fieldset disabled={locked}>
        <Section title={t('workspace')}>
          <Field label={t('name')} error={errors['/name']}>
            {(wiring) => <Input {...wiring} value={form.name} onChange={(event) => set({ name: event.target.value })} />}
          </Field>
          <Field label={t('slug')} hint={t('slugHint')}>
            {(wiring) => <Input {...wiring} readOnly value={workspace.slug} className="text-text-2" />}
          </Field>
          <Field label={t('timeZone')} hint={t('timeZoneHint')} error={errors['/timeZone']}>
            {(wiring) => <TimeZoneSelect {...wiring} value={form.timeZone} onChange={(timeZone) => set({ timeZone })} />}
          </Field>
          <Field label={t('currency')} hint={t('currencyHint')} error={errors['/settings/currency']}>
            {(wiring) => (
              <Input
                {...wiring}
                maxLength={3}
                className="max-w-20"
                value={settings.currency}
                onChange={(event) => setSetting({ currency: event.target.value.toUpperCase() })}
              />
            )}
          </Field>
        </Section>
        <Section title={t('sending')}>
          <Field label={t('senderName')} error={errors['/settings/sender/name']}>
            {(wiring) => (
              <Input
                {...wiring}
                value={settings.sender.name}
                onChange={(event) => setSetting({ sender: { ...settings.sender, name: event.target.value } })}
              />
            )}
          </Field>
          <Field label={t('senderEmail')} hint={t('senderEmailHint')} error={errors['/settings/sender/email']}>
            {(wiring) => (
              <Input
                {...wiring}
                type="email"
                value={settings.sender.email}
                onChange={(event) => setSetting({ sender: { ...settings.sender, email: event.target.value } })}
              />
            )}
          </Field>
          <Field label={t('postalAddress')} hint={t('postalAddressHint')} error={errors['/settings/postalAddress']}>
            {(wiring) => (
              <Textarea
                {...wiring}
                rows={3}
                value={settings.postalAddress}
                onChange={(event) => setSetting({ postalAddress: event.target.value })}
              />
            )}
          </Field>
          <div>
            <Switch
              label={t('consent')}
              disabled={locked}
              checked={settings.sendWithoutConsentRecord}
              onChange={(sendWithoutConsentRecord) => setSetting({ sendWithoutConsentRecord })}
            />
            <p className="mt-1.5 text-small text-text-3">{t('consentHint')}</p>
          </div>
        </Section>
        <LimitsFields limits={settings} onChange={setSetting} errors={errors} locked={locked} />
        <Section title={t('events')}>
          <Field label={t('historyAfter')} hint={t('historyHint')} error={errors['/settings/historyAfterHours']}>
            {(wiring) => (
              <Input
                {...wiring}
                inputMode="numeric"
                suffix={t('hours')}
                className="max-w-32"
                value={settings.historyAfterHours}
                onChange={(event) => setSetting({ historyAfterHours: event.target.value })}
              />
            )}
          </Field>
        </Section>
      </fieldset>
      {!locked && (
        <div className="sticky bottom-0 z-10 -mx-6 flex items-center gap-2 border-b border-line bg-surface px-6 py-3">
          <Button type="submit" look="primary" disabled={busy || !dirty}>
            {common('save')}
          </Button>
          {dirty && (
            <Button
              look="ghost"
              onClick={() => {
                setForm(before)
                clear()
              }}
            >
              {common('cancel')}
            </Button>
          )}
          {failure && (
            <p role="alert" className="text-small text-bad-text">
              {failure}
            </p>
          )}
        </div>
      )}
    </form>
  )
}
