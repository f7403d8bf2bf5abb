'use client'
import { UserRoundSearch } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Finder, type Found } from '#components/forms/Finder.tsx'
import { useMemberName } from '#components/member/MemberName.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { listOf } from '#domain/api/common.ts'
import { memberListItemSchema } from '#domain/member/resource.ts'

const foundSchema = listOf(memberListItemSchema)

/** "Why is somebody not in here?": finds a member and leads to the answer about this journey. */
export function WhoFinder({ journeyId }: { journeyId: string }) {
  const t = useTranslations('report.passages')
  const { api, slug, path } = useWorkspace()
  const router = useRouter()
  const nameOf = useMemberName()
  const find = async (q: string, signal: AbortSignal): Promise<Found[]> => {
    const { data } = await api('/users', foundSchema, { query: { q, limit: 20 }, signal })
    return data.map((member) => {
      const name = nameOf(member)
      return { id: member.id, name, note: member.userId !== null && member.userId !== name ? member.userId : undefined }
    })
  }
  return (
    <Finder
      label={t('findMember')}
      text={t('why')}
      icon={<UserRoundSearch />}
      queryKey={[slug, 'members', 'why']}
      find={find}
      onPick={({ id }) => router.push(path(`/members/${id}?tab=why&journey=${journeyId}`))}
    />
  )
}
