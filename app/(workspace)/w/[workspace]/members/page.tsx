import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '#app/(workspace)/pageContext.ts'
import { MemberList } from '#components/member/MemberList.tsx'
import { listMembers } from '#server/member/listMembers.ts'

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ q?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('members'))('title') }
}

export default async function MembersPage({ params, searchParams }: Props) {
  const { ctx } = await pageContext((await params).workspace)
  const { q } = await searchParams
  const asked = typeof q === 'string' ? q.trim().slice(0, 200) : ''
  return <MemberList q={asked} first={await listMembers(ctx, { q: asked, limit: 100 })} />
}
