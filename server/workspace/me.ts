import { z } from 'zod'
import { idSchema } from '#domain/api/common.ts'
import { roles } from '#domain/workspace/settings.ts'
import type { CurrentOperator } from '#server/auth/currentOperator.ts'
import { prisma } from '#server/db/prisma.ts'

export const workspaceOfMeSchema = z
  .object({
    id: idSchema,
    slug: z.string(),
    name: z.string(),
    timeZone: z.string(),
    locale: z.string(),
    isDemo: z.boolean(),
    role: z.enum(roles),
  })
  .meta({ id: 'WorkspaceOfMe' })
export type WorkspaceOfMe = z.infer<typeof workspaceOfMeSchema>

export const meSchema = z
  .object({
    operator: z.object({ id: idSchema, email: z.string(), name: z.string(), locale: z.string() }),
    workspaces: z.array(workspaceOfMeSchema),
  })
  .meta({ id: 'Me' })

/** Who is signed in, and the workspaces they belong to, by name: what the workspace switcher shows. */
export async function me(operator: CurrentOperator): Promise<z.infer<typeof meSchema>> {
  const memberships = await prisma().membership.findMany({
    where: { operatorId: operator.id },
    include: { workspace: true },
    orderBy: [{ workspace: { isDemo: 'asc' } }, { workspace: { name: 'asc' } }],
  })
  return {
    operator: { ...operator, id: String(operator.id) },
    workspaces: memberships.map(({ role, workspace }) => ({
      id: String(workspace.id),
      slug: workspace.slug,
      name: workspace.name,
      timeZone: workspace.timeZone,
      locale: workspace.locale,
      isDemo: workspace.isDemo,
      role,
    })),
  }
}
