import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { TemplateList } from '#components/template/TemplateList.tsx'
import { listTemplates } from '#server/template/list.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('templates'))('title') }
}

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ q?: string | string[] }> }

export default async function TemplatesPage({ params, searchParams }: Props) {
  const { ctx } = await pageContext((await params).workspace)
  const { q } = await searchParams
  const query = typeof q === 'string' ? q.slice(0, 200) : ''
  return <TemplateList query={query} first={await listTemplates(ctx, { q: query })} />
}
