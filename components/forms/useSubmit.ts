'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import { ApiError } from '#components/api.ts'

export type Submit = {
  busy: boolean
  /** What is wrong, by JSON pointer into what was sent. */
  errors: Readonly<Record<string, string>>
  /** What is wrong with no field to stand at. */
  failure: string | null
  /** Runs the call; true when it went through. */
  submit: (call: () => Promise<unknown>) => Promise<boolean>
  clear: () => void
}

/** Sends a form: busy while it is under way, and the refusal of the API at the fields it is about. */
export function useSubmit(fields: readonly string[]): Submit {
  const t = useTranslations('common')
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [failure, setFailure] = useState<string | null>(null)
  const clear = useCallback(() => {
    setErrors({})
    setFailure(null)
  }, [])
  const submit = async (call: () => Promise<unknown>) => {
    setBusy(true)
    clear()
    try {
      await call()
      return true
    } catch (error) {
      const refused = error instanceof ApiError ? (error.problem.errors ?? []) : []
      const shown = refused.filter(({ pointer }) => fields.includes(pointer))
      setErrors(Object.fromEntries(shown.map(({ pointer, detail }) => [pointer, detail])))
      if (shown.length === 0 || shown.length < refused.length) setFailure(error instanceof ApiError ? error.message : t('wrong.body'))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, errors, failure, submit, clear }
}
