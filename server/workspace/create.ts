import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { createWorkspaceSchema, WorkspaceResource } from '#domain/workspace/resource.ts'
import type { CurrentOperator } from '#server/auth/currentOperator.ts'
import { inTransaction, isDuplicate } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { workspaceResource } from './get.ts'

/** A new workspace, owned by whoever makes it. Without a slug it gets one from its name. */
export async function createWorkspace(
  operator: CurrentOperator,
  input: z.output<typeof createWorkspaceSchema>,
): Promise<WorkspaceResource> {
  const slug = input.slug ?? slugFrom(input.name)
  try {
    return await inTransaction(async (tx) => {
      const workspace = await tx.workspace.create({
        data: { slug, name: input.name, timeZone: input.timeZone, memberships: { create: { operatorId: operator.id, role: 'owner' } } },
      })
      const subject = `workspace:${workspace.id}`
      await tx.auditLog.create({
        data: { workspaceId: workspace.id, actor: `operator:${operator.id}`, action: 'workspace.create', subject },
      })
      return workspaceResource(workspace)
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    if (input.slug) throw new AppError('conflict', 'slug_taken', `The address "${slug}" is taken. Choose another.`)
    return createWorkspace(operator, { ...input, slug: `${slug.slice(0, 33)}-${randomBytes(3).toString('hex')}` })
  }
}

function slugFrom(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  return plain || 'workspace'
}
