'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { apiFor } from '#components/api.ts'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { Button } from '#components/ui/Button.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { signIn } from './signIn.ts'

const api = apiFor(null)

type Props = {
  token: string
  /** Fixed by an invitation; asked for otherwise. */
  email?: string
  verb: string
}

/** Makes an account from a one-time link, signs in and goes in. */
export function AccountForm({ token, email: invited, verb }: Props) {
  const t = useTranslations('signIn')
  const [name, setName] = useState('')
  const [email, setEmail] = useState(invited ?? '')
  const [password, setPassword] = useState('')
  const { busy, errors, failure, submit } = useSubmit(['/name', '/email', '/password'])

  const send = async () => {
    const made = await submit(() =>
      invited === undefined
        ? api.send('/setup', { method: 'POST', body: { token, name, email, password } })
        : api.send('/invitations/accept', { method: 'POST', body: { token, name, password } }),
    )
    if (!made) return
    const refused = await signIn(email, password)
    window.location.assign(refused ? '/sign-in' : '/')
  }
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
        {(wiring) => <Input {...wiring} autoComplete="name" autoFocus value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field label={t('email')} error={errors['/email']}>
        {(wiring) => (
          <Input
            {...wiring}
            type="email"
            autoComplete="username"
            readOnly={invited !== undefined}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('password')} hint={t('setup.passwordHint')} error={errors['/password']}>
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
      {failure && (
        <p role="alert" className="text-small text-bad-text">
          {failure}
        </p>
      )}
      <Button type="submit" look="primary" disabled={busy}>
        {verb}
      </Button>
    </form>
  )
}
