import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { WebhookSecret } from '#components/settings/WebhookSecret.tsx'
import { allows } from '#domain/workspace/settings.ts'
import { getWebhookSecret } from '#server/workspace/webhookSecret.ts'

export default async function WebhooksPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { ctx } = await pageContext((await params).workspace)
  if (!allows(ctx.role, 'admin')) {
    const t = await getTranslations('settings')
    return <p className="py-5 text-text-2">{t('needsAdmin')}</p>
  }
  return <WebhookSecret first={await getWebhookSecret(ctx)} />
}
