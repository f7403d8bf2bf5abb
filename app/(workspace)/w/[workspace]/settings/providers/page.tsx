import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { ProviderSettings } from '#components/provider/ProviderSettings.tsx'
import { providerListSchema } from '#domain/message/provider.ts'
import { allows } from '#domain/workspace/settings.ts'
import { listProviders } from '#server/provider/list.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sending'))('providers.title') }
}

export default async function ProvidersPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { ctx } = await pageContext((await params).workspace)
  if (!allows(ctx.role, 'admin')) notFound()
  return <ProviderSettings first={providerListSchema.parse(await listProviders(ctx))} />
}
