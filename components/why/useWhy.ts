import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { type Explanation, explanationSchema } from '#domain/journey/explanation.ts'

const REFRESH_MS = 10_000

/** Why a member, by id, is in a journey or not; asked again now and then, since both go on. */
export function useWhy(memberId: string, journeyId: string | null, first: Explanation | null) {
  const { api, slug } = useWorkspace()
  return useQuery({
    queryKey: [slug, 'why', memberId, journeyId],
    queryFn: ({ signal }) => api(`/journeys/${journeyId}/explain`, explanationSchema, { query: { userId: memberId, by: 'id' }, signal }),
    enabled: journeyId !== null,
    ...(first && first.journey.id === journeyId ? { initialData: first } : {}),
    refetchInterval: REFRESH_MS,
  })
}
