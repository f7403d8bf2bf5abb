import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { orNotFound, pageContext } from '#app/(workspace)/pageContext.ts'
import { MemberScreen } from '#components/member/MemberScreen.tsx'
import { rowIdSchema } from '#domain/api/common.ts'
import { nameOf } from '#domain/member/name.ts'
import { AppError } from '#server/errors.ts'
import { explainJourney } from '#server/journey/explain.ts'
import { getMember } from '#server/member/getMember.ts'
import { listPassages } from '#server/member/listPassages.ts'
import { timeline } from '#server/member/timeline.ts'
import { trace } from '#server/member/trace.ts'

type Props = {
  params: Promise<{ workspace: string; member: string }>
  searchParams: Promise<{ progress?: string | string[]; tab?: string | string[]; journey?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, member } = await params
  const { ctx } = await pageContext(workspace)
  const t = await getTranslations('members')
  const found = await getMember(ctx, { ref: decodeURIComponent(member), by: 'id' }).catch(() => null)
  return { title: found ? (nameOf(found.attributes) ?? found.email ?? found.userId ?? t('anonymous')) : t('title') }
}

export default async function MemberPage({ params, searchParams }: Props) {
  const { workspace, member } = await params
  const { ctx } = await pageContext(workspace)
  const ref = { ref: decodeURIComponent(member), by: 'id' as const }
  const found = await orNotFound(getMember(ctx, ref))
  const [passages, happened] = await Promise.all([listPassages(ctx, { ...ref, limit: 50 }), timeline(ctx, { ...ref, limit: 50 })])
  const { progress, tab, journey } = await searchParams
  const progressId = typeof progress === 'string' ? progress : passages.data[0]?.id
  const shown = progressId ? await trace(ctx, { ...ref, progressId }).catch(missing) : null
  const asked = tab === 'why' ? rowIdSchema.safeParse(journey).data : undefined
  const why = asked === undefined ? null : await explainJourney(ctx, asked, { userId: ref.ref, by: 'id' }).catch(missing)
  return <MemberScreen member={found} passages={passages} timeline={happened} trace={shown} why={why} />
}

/** A passage that is not this member's, or a journey that is gone, in the address: the page still shows, and says so in its place. */
function missing(error: unknown): null {
  if (error instanceof AppError && error.refusal === 'notFound') return null
  throw error
}
