import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { JourneyList } from '#components/journeys/JourneyList.tsx'
import { listJourneys } from '#server/journey/list.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('journeys'))('title') }
}

/** As many as the first request of the list asks for. */
const FIRST = 200

export default async function JourneysPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { ctx } = await pageContext((await params).workspace)
  return <JourneyList first={await listJourneys(ctx, { limit: FIRST, sort: '-updatedAt' })} />
}
