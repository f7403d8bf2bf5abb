import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { MessageLedger } from '#components/message/MessageLedger.tsx'
import { ledgerViewOf } from '#components/message/view.ts'
import { messageListQuerySchema } from '#domain/message/resource.ts'
import { listMessages } from '#server/message/listMessages.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sending'))('ledger.title') }
}

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function MessagesPage({ params, searchParams }: Props) {
  const { ctx } = await pageContext((await params).workspace)
  const view = ledgerViewOf(await searchParams)
  const { status, journey, q } = view
  const query = messageListQuerySchema.parse({ q, ...(status === 'all' ? {} : { status }), ...(journey ? { journey } : {}) })
  return <MessageLedger view={view} first={await listMessages(ctx, query)} />
}
