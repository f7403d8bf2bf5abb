import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { SandboxInbox } from '#components/sandbox/SandboxInbox.tsx'
import { rowIdSchema } from '#domain/api/common.ts'
import { sandboxListQuerySchema } from '#domain/message/resource.ts'
import { getSandboxMessage } from '#server/sandbox/get.ts'
import { listSandbox } from '#server/sandbox/list.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sending'))('sandbox.title') }
}

type Search = { q?: string | string[]; message?: string | string[] }
type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<Search> }

export default async function SandboxPage({ params, searchParams }: Props) {
  const { ctx } = await pageContext((await params).workspace)
  const { q, message } = await searchParams
  const query = typeof q === 'string' ? q.slice(0, 200) : ''
  const first = await listSandbox(ctx, sandboxListQuerySchema.parse({ q: query }))
  const asked = rowIdSchema.safeParse(message ?? first.data[0]?.id).data
  // A message that is gone since: the inbox opens on the newest.
  const opened = asked === undefined ? null : await getSandboxMessage(ctx, asked).catch(() => null)
  return <SandboxInbox query={query} opened={opened} first={first} />
}
