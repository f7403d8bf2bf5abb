import { pageContext } from '#app/(workspace)/pageContext.ts'
import { DangerZone } from '#components/settings/DangerZone.tsx'
import { GeneralForm } from '#components/settings/GeneralForm.tsx'
import { getWorkspace } from '#server/workspace/get.ts'

export default async function GeneralPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { ctx } = await pageContext((await params).workspace)
  return (
    <>
      <GeneralForm workspace={await getWorkspace(ctx)} />
      <DangerZone />
    </>
  )
}
