import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { KeyList } from '#components/settings/KeyList.tsx'
import { allows } from '#domain/workspace/settings.ts'
import { listKeys } from '#server/workspace/listKeys.ts'

export default async function KeysPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { ctx } = await pageContext((await params).workspace)
  if (!allows(ctx.role, 'admin')) {
    const t = await getTranslations('settings')
    return <p className="py-5 text-text-2">{t('needsAdmin')}</p>
  }
  return <KeyList first={await listKeys(ctx)} />
}
