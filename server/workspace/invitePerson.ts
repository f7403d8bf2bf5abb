import type { z } from 'zod'
import type { invitationSchema, inviteSchema } from '#domain/workspace/resource.ts'
import { allows } from '#domain/workspace/settings.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction } from '#server/db/tx.ts'
import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'
import { hashToken, newToken } from './bootstrap.ts'

const INVITATION_DAYS = 7

/** A link for one person, to be handed over by whoever asked for it: it works once, within seven days. */
export async function invitePerson(ctx: Ctx, input: z.output<typeof inviteSchema>): Promise<z.output<typeof invitationSchema>> {
  authorise(ctx, 'admin')
  refuseHigherRole(ctx, input.role)
  const token = newToken()
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000)
  return inTransaction(async (tx) => {
    const there = await tx.membership.count({ where: { workspaceId: ctx.workspaceId, operator: { email: input.email } } })
    if (there > 0)
      throw new AppError(
        'conflict',
        'already_member',
        `${input.email} already belongs to this workspace. Change the role in the list instead.`,
      )
    await tx.oneTimeLink.deleteMany({ where: { purpose: 'invite', workspaceId: ctx.workspaceId, email: input.email } })
    await tx.oneTimeLink.create({
      data: {
        tokenHash: hashToken(token),
        purpose: 'invite',
        workspaceId: ctx.workspaceId,
        email: input.email,
        role: input.role,
        expiresAt,
      },
    })
    await audit(tx, ctx, 'person.invite', `email:${input.email}`, { role: input.role })
    return { ...input, expiresAt: expiresAt.toISOString(), url: `${env().APP_URL}/setup?token=${token}` }
  })
}

/** Nobody hands out more than they hold. */
export function refuseHigherRole(ctx: Ctx, role: Ctx['role']): void {
  if (!allows(ctx.role, role)) throw new AppError('forbidden', 'role', `Only an owner can make somebody ${role}. Your role is ${ctx.role}.`)
}
