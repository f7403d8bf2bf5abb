import { pageContext, pageOperator } from '#app/(workspace)/pageContext.ts'
import { Frame } from '#components/shell/Frame.tsx'
import { getWorkspace } from '#server/workspace/get.ts'
import { me } from '#server/workspace/me.ts'

export default async function WorkspaceLayout({ children, params }: { children: React.ReactNode; params: Promise<{ workspace: string }> }) {
  const { ctx, workspace } = await pageContext((await params).workspace)
  const [{ operator, workspaces }, { settings }] = await Promise.all([me(await pageOperator()), getWorkspace(ctx)])
  return (
    <Frame
      workspace={{
        slug: workspace.slug,
        name: workspace.name,
        timeZone: workspace.timeZone,
        currency: settings.currency,
        isDemo: workspace.isDemo,
        role: ctx.role,
      }}
      operator={{ id: operator.id, name: operator.name, email: operator.email }}
      workspaces={workspaces.map(({ slug, name }) => ({ slug, name }))}
    >
      {children}
    </Frame>
  )
}
