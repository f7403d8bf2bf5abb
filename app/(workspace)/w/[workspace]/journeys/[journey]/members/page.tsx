import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { orNotFound, pageContext } from '#app/(workspace)/pageContext.ts'
import { PassagesScreen } from '#components/report/PassagesScreen.tsx'
import { PASSAGES_LIMIT, passageQuery, readPassageFilter } from '#components/report/passageFilter.ts'
import { rowIdSchema } from '#domain/api/common.ts'
import { journeyPassages } from '#server/member/journeyPassages.ts'
import { journeyHead } from '#server/report/journeyHead.ts'

type Props = {
  params: Promise<{ workspace: string; journey: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('report.passages'))('title') }
}

export default async function JourneyMembersPage({ params, searchParams }: Props) {
  const { workspace, journey } = await params
  const id = rowIdSchema.safeParse(journey)
  if (!id.success) notFound()
  const { ctx } = await pageContext(workspace)
  const head = await orNotFound(journeyHead(ctx, { journeyId: id.data }))
  const filter = readPassageFilter(await searchParams)
  const first = await journeyPassages(ctx, { journeyId: id.data, limit: PASSAGES_LIMIT, ...passageQuery(filter) })
  return <PassagesScreen head={head} filter={filter} first={first} />
}
