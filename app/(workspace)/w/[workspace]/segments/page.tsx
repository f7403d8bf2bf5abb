import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { SegmentList } from '#components/segment/SegmentList.tsx'
import { listSegments } from '#server/segment/list.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('segments'))('title') }
}

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ q?: string | string[] }> }

export default async function SegmentsPage({ params, searchParams }: Props) {
  const { ctx } = await pageContext((await params).workspace)
  const { q } = await searchParams
  const query = typeof q === 'string' ? q.slice(0, 200) : ''
  return <SegmentList query={query} first={await listSegments(ctx, { q: query })} />
}
