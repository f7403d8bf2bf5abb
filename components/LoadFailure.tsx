'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ApiError } from './api.ts'
import { Button } from './ui/Button.tsx'
import { Failure } from './ui/EmptyState.tsx'

type Props = {
  title: ReactNode
  error: Error
  onRetry: () => unknown
  className?: string
  /** What is still true; without it, what the server said. */
  children?: ReactNode
}

/** What was asked for did not come: what failed, why, once more, and the request to name when one asks for help. */
export function LoadFailure({ title, error, onRetry, className, children }: Props) {
  const t = useTranslations('common')
  return (
    <Failure
      title={title}
      className={className}
      requestId={error instanceof ApiError ? error.requestId : null}
      retry={
        <Button small onClick={() => void onRetry()}>
          {t('retry')}
        </Button>
      }
    >
      {children ?? error.message}
    </Failure>
  )
}
