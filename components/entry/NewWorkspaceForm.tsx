'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import * as z from 'zod'
import { apiFor } from '#components/api.ts'
import { TimeZoneSelect } from '#components/forms/TimeZoneSelect.tsx'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { Button } from '#components/ui/Button.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'

const api = apiFor(null)
const madeSchema = z.object({ slug: z.string() })

/** Names a workspace and goes in. */
export function NewWorkspaceForm() {
  const t = useTranslations('signIn.newWorkspace')
  const common = useTranslations('common')
  const [name, setName] = useState('')
  const [slug, setSlug] = useState('')
  const [timeZone, setTimeZone] = useState('UTC')
  const { busy, errors, failure, submit } = useSubmit(['/name', '/slug', '/timeZone'])
  useEffect(() => setTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone), [])

  const send = () =>
    submit(async () => {
      const body = { name, timeZone, ...(slug ? { slug } : {}) }
      const made = await api('/workspaces', madeSchema, { method: 'POST', body })
      window.location.assign(`/w/${made.slug}/journeys`)
    })
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Field label={t('name')} error={errors['/name']}>
        {(wiring) => <Input {...wiring} autoFocus value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field label={t('slug')} optional={common('optional')} hint={t('slugHint')} error={errors['/slug']}>
        {(wiring) => <Input {...wiring} value={slug} spellCheck={false} onChange={(event) => setSlug(event.target.value.toLowerCase())} />}
      </Field>
      <Field label={t('timeZone')} error={errors['/timeZone']}>
        {(wiring) => <TimeZoneSelect {...wiring} value={timeZone} onChange={setTimeZone} />}
      </Field>
      {failure && (
        <p role="alert" className="text-small text-bad-text">
          {failure}
        </p>
      )}
      <Button type="submit" look="primary" disabled={busy}>
        {t('submit')}
      </Button>
    </form>
  )
}
