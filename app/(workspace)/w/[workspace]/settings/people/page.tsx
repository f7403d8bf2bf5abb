import { pageContext } from '#app/(workspace)/pageContext.ts'
import { PeopleList } from '#components/settings/PeopleList.tsx'
import { listPeople } from '#server/workspace/listPeople.ts'

export default async function PeoplePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { ctx } = await pageContext((await params).workspace)
  return <PeopleList first={await listPeople(ctx)} />
}
