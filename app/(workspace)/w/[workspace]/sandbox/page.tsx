import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { SandboxInbox } from '#components/sandbox/SandboxInbox.tsx'
import { sandboxListQuerySchema } from '#domain/message/resource.ts'
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
  return <SandboxInbox query={query} opened={typeof message === 'string' ? message : null} first={first} />
}
