import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { type TopicList, topicListSchema } from '#domain/topic/resource.ts'

/** The topics of the workspace. */
export function useTopics(first?: TopicList) {
  const { api, slug } = useWorkspace()
  return useQuery({
    queryKey: [slug, 'topics'],
    queryFn: ({ signal }) => api('/topics', topicListSchema, { signal }),
    ...(first ? { initialData: first } : { staleTime: 60_000 }),
  })
}

/** What to call a topic; a key that nobody has listed stays as it is. */
export function useTopicName(): (key: string) => string {
  const { data } = useTopics()
  return (key) => data?.data.find((topic) => topic.key === key)?.name ?? key
}
