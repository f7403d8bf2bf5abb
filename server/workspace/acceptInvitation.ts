import { z } from 'zod'
import { newOperatorSchema } from '#domain/workspace/resource.ts'
import type { CurrentOperator } from '#server/auth/currentOperator.ts'
import { hashPassword } from '#server/auth/password.ts'
import { inTransaction, isDuplicate, type Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { type InviteLink, linkGone, useLink } from './link.ts'

/** `name` and `password` make an account; without them the signed-in operator joins. */
export const acceptInvitationSchema = z
  .strictObject({
    token: newOperatorSchema.shape.token,
    name: newOperatorSchema.shape.name.optional(),
    password: newOperatorSchema.shape.password.optional(),
  })
  .meta({ id: 'AcceptInvitation' })
export const acceptedSchema = z.object({ workspace: z.string(), email: z.string() }).meta({ id: 'AcceptedInvitation' })

/** Follows an invitation: joins its workspace with its role, as the signed-in operator or as a new one. */
export async function acceptInvitation(
  operator: CurrentOperator | null,
  input: z.output<typeof acceptInvitationSchema>,
): Promise<z.output<typeof acceptedSchema>> {
  const passwordHash = input.password === undefined ? undefined : await hashPassword(input.password)
  return inTransaction(async (tx) => {
    const link = await useLink(tx, input.token)
    if (link.purpose !== 'invite') throw linkGone()
    const who = operator ?? (await createAccount(tx, link, input.name, passwordHash))
    const data = { workspaceId: link.workspaceId, operatorId: who.id, role: link.role }
    await tx.membership.upsert({
      where: { workspaceId_operatorId: { workspaceId: link.workspaceId, operatorId: who.id } },
      create: data,
      update: {},
    })
    await tx.auditLog.create({
      data: {
        workspaceId: link.workspaceId,
        actor: `operator:${who.id}`,
        action: 'person.join',
        subject: `operator:${who.id}`,
        details: { role: link.role },
      },
    })
    return { workspace: link.workspaceSlug, email: who.email }
  })
}

async function createAccount(tx: Tx, link: InviteLink, name: string | undefined, passwordHash: string | undefined) {
  if (link.hasAccount)
    throw new AppError('unauthenticated', 'session', `${link.email} has an account already. Sign in, then open the link again.`)
  if (!name || !passwordHash) throw new AppError('invalid', 'invalid', 'Give a name and a password for the new account.')
  try {
    return await tx.operator.create({ data: { email: link.email, name, passwordHash } })
  } catch (error) {
    if (isDuplicate(error))
      throw new AppError('conflict', 'email_taken', `${link.email} has an account already. Sign in, then open the link again.`)
    throw error
  }
}
