import { allows, type Role } from '#domain/workspace/settings.ts'
import { AppError } from './errors.ts'

/** Who acts, where, and as what. Every verb takes one first; the workspace comes from the session or the key alone. */
export type Ctx = {
  workspaceId: number
  role: Role
  actor: { kind: 'operator'; id: number } | { kind: 'key'; id: number } | { kind: 'system' }
  requestId: string
}

export const actorOf = (ctx: Ctx) => (ctx.actor.kind === 'system' ? 'system' : `${ctx.actor.kind}:${ctx.actor.id}`)

/** Refuses with 403 unless the role reaches. */
export function authorise(ctx: Ctx, needed: Role): void {
  if (!allows(ctx.role, needed))
    throw new AppError('forbidden', 'role', `This needs the role ${needed}; yours is ${ctx.role}. Ask an owner of the workspace.`)
}
