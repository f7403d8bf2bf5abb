import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { Health } from '#components/settings/Health.tsx'
import { allows } from '#domain/workspace/settings.ts'
import { doctorStanding } from '#server/doctor/standing.ts'

export default async function HealthPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { ctx } = await pageContext((await params).workspace)
  if (!allows(ctx.role, 'admin')) {
    const t = await getTranslations('settings')
    return <p className="py-5 text-text-2">{t('needsAdmin')}</p>
  }
  return <Health first={await doctorStanding(ctx)} />
}
