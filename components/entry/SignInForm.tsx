'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/Button.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { ownPath, type SignInRefusal, signIn } from './signIn.ts'

/** Email and password; goes on to where one came from. */
export function SignInForm({ from, email: known = '' }: { from?: string | undefined; email?: string }) {
  const t = useTranslations('signIn')
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<SignInRefusal | null>(null)

  const submit = async () => {
    setBusy(true)
    const why = await signIn(email, password)
    if (why === null) return window.location.assign(ownPath(from))
    setRefused(why)
    setPassword('')
    setBusy(false)
  }
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Field label={t('email')}>
        {(wiring) => (
          <Input
            {...wiring}
            type="email"
            autoComplete="username"
            autoFocus
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('password')} error={refused && t(`refused.${refused}`)}>
        {(wiring) => (
          <Input
            {...wiring}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="primary" disabled={busy}>
        {t('submit')}
      </Button>
    </form>
  )
}
