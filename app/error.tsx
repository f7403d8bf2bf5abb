'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/Button.tsx'
import { Failure } from '#components/ui/EmptyState.tsx'

/** A page that failed: what is still true, the error's id, and a way on. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('common')
  return (
    <div className="grid min-h-full flex-1 place-items-center bg-surface p-6">
      <Failure
        title={t('wrong.title')}
        requestId={error.digest ?? null}
        retry={
          <Button small onClick={reset}>
            {t('retry')}
          </Button>
        }
      >
        {t('wrong.body')}
      </Failure>
    </div>
  )
}
