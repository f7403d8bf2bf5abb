import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SettingsTabs } from '#components/settings/SettingsTabs.tsx'
import { PageHead } from '#components/ui/PageHead.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') }
}

export default async function SettingsLayout({ children }: { children: React.ReactNode }) {
  const t = await getTranslations('settings')
  return (
    <>
      <PageHead title={t('title')} />
      <SettingsTabs />
      <div className="min-h-0 flex-1 overflow-y-auto px-6">{children}</div>
    </>
  )
}
