'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { cx } from '#components/ui/cx.ts'

const pages = ['general', 'topics', 'people', 'keys', 'providers', 'webhooks', 'dead-letters', 'health'] as const

/** The pages of the settings, as tabs that are links. */
export function SettingsTabs() {
  const t = useTranslations('settings')
  const pathname = usePathname()
  const { path } = useWorkspace()
  return (
    <nav aria-label={t('title')} className="flex shrink-0 gap-5 overflow-x-auto border-b border-line px-6">
      {pages.map((page) => {
        const href = path(`/settings/${page}`)
        return (
          <Link
            key={page}
            href={href}
            aria-current={pathname.startsWith(href) ? 'page' : undefined}
            className={cx(
              '-mb-px flex h-9 items-center border-b-2 border-transparent font-medium whitespace-nowrap text-text-2 calm hover:text-text',
              'aria-[current=page]:border-accent aria-[current=page]:text-text',
            )}
          >
            {t(`tabs.${page}`)}
          </Link>
        )
      })}
    </nav>
  )
}
