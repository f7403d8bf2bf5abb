'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useState } from 'react'
import { ApiError } from '#components/api.ts'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { keyFrom } from './keyFrom.ts'

type Props = {
  title: string
  /** Where the key is used, and what it may be made of. */
  keyHint: string
  name?: string
  /** The key, where it is settled. */
  ofKey?: string | null
  /** Sends it. What the API refuses is shown at the field that it is about. */
  create: (named: { name: string; key: string }) => Promise<void>
  onClose: () => void
  /** More fields. */
  children?: ReactNode
}

/** Asks for a name, and a key that follows it until somebody writes their own. Shown while it is mounted. */
export function CreateKeyedDialog({ title, keyHint, name: first = '', ofKey = null, create, onClose, children }: Props) {
  const t = useTranslations('common')
  const form = useId()
  const [name, setName] = useState(first)
  const [own, setOwn] = useState<string | null>(null)
  const key = ofKey ?? own ?? keyFrom(name)
  const { mutate, error, isPending } = useMutation({ mutationFn: () => create({ name, key }), onSuccess: onClose })
  const problem = error instanceof ApiError ? error : null
  const isAboutKey = problem?.code.endsWith('key_taken') || problem?.problem.errors?.some(({ pointer }) => pointer === '/key')
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" form={form} disabled={isPending || !name.trim()}>
            {t('create')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          mutate()
        }}
      >
        <Field label={t('name')} error={error && !isAboutKey ? error.message : null}>
          {(wiring) => (
            <Input {...wiring} autoFocus required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('key')} hint={keyHint} error={isAboutKey ? error?.message : null}>
          {(wiring) => (
            <Input
              {...wiring}
              required
              readOnly={ofKey !== null}
              maxLength={ofKey === null ? 64 : undefined}
              pattern={ofKey === null ? '[a-z0-9][a-z0-9-]*' : undefined}
              className="font-mono"
              value={key}
              onChange={(event) => setOwn(event.target.value)}
            />
          )}
        </Field>
        {children}
      </form>
    </Dialog>
  )
}
