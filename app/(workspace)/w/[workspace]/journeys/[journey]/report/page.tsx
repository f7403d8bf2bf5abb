import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { orNotFound, pageContext } from '#app/(workspace)/pageContext.ts'
import { ReportScreen } from '#components/report/ReportScreen.tsx'
import { rowIdSchema } from '#domain/api/common.ts'
import { choiceSchema, periodOf } from '#domain/report/period.ts'
import { journeyHead } from '#server/report/journeyHead.ts'
import { journeyReport } from '#server/report/journeyReport.ts'

type Props = {
  params: Promise<{ workspace: string; journey: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('report'))('title') }
}

export default async function ReportPage({ params, searchParams }: Props) {
  const { workspace: slug, journey } = await params
  const id = rowIdSchema.safeParse(journey)
  if (!id.success) notFound()
  const { ctx, workspace } = await pageContext(slug)
  const head = await orNotFound(journeyHead(ctx, { journeyId: id.data }))
  const choice = choiceSchema.parse(await searchParams)
  const first = head.firstAt === null ? null : Date.parse(head.firstAt)
  const period = periodOf(choice, Date.parse(head.now), first, workspace.timeZone)
  const { from, to, interval, isOpen, before } = period
  const [report, past] = await Promise.all([
    journeyReport(ctx, { journeyId: id.data, from, interval, ...(isOpen ? {} : { to }) }),
    before && journeyReport(ctx, { journeyId: id.data, ...before, interval }),
  ])
  return <ReportScreen head={head} choice={choice} period={period} report={report} before={past} />
}
