import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { JourneyList } from '#components/journeys/JourneyList.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('journeys'))('title') }
}

export default function JourneysPage() {
  return <JourneyList />
}
