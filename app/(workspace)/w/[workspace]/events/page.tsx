import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { EventsPage } from '#components/events/EventsPage.tsx'
import { readView } from '#components/events/view.ts'
import { env } from '#server/env.ts'
import { listEvents } from '#server/event/listEvents.ts'
import { listRejected } from '#server/event/listRejected.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('events'))('title') }
}

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ params, searchParams }: Props) {
  const { ctx } = await pageContext((await params).workspace)
  const given = new URLSearchParams()
  for (const [key, value] of Object.entries(await searchParams)) if (typeof value === 'string') given.set(key, value)
  const { tab, name, member, code } = readView(given)
  return (
    <EventsPage
      host={env().APP_URL}
      events={
        tab === 'log'
          ? await listEvents(ctx, { ...(name && { name: name.slice(0, 255) }), ...(member && { userId: member.slice(0, 255) }) })
          : undefined
      }
      rejected={tab === 'rejected' ? await listRejected(ctx, code ? { code: code.slice(0, 100) } : {}) : undefined}
    />
  )
}
