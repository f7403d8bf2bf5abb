import { Compass } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { buttonClass } from '#components/ui/Button.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'

export default async function NotFound() {
  const t = await getTranslations('common')
  return (
    <div className="grid min-h-full flex-1 place-items-center bg-surface">
      <EmptyState
        icon={<Compass />}
        title={t('notFound.title')}
        actions={
          <Link href="/" className={buttonClass()}>
            {t('wrong.back')}
          </Link>
        }
      >
        {t('notFound.body')}
      </EmptyState>
    </div>
  )
}
