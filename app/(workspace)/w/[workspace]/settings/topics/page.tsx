import { pageContext } from '#app/(workspace)/pageContext.ts'
import { TopicList } from '#components/settings/TopicList.tsx'
import { listTopics } from '#server/topic/list.ts'

export default async function TopicsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { ctx } = await pageContext((await params).workspace)
  return <TopicList first={await listTopics(ctx)} />
}
