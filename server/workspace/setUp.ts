import type { z } from 'zod'
import type { newOperatorSchema } from '#domain/workspace/resource.ts'
import { hashPassword } from '#server/auth/password.ts'
import { inTransaction } from '#server/db/tx.ts'
import { createFirstOperator, lockFirstOperator } from './bootstrap.ts'
import { linkGone, useLink } from './link.ts'

/** The first-run page: makes the first operator, owner of every workspace, and closes itself for good. */
export async function setUp(input: z.output<typeof newOperatorSchema>): Promise<{ email: string }> {
  const passwordHash = await hashPassword(input.password)
  return inTransaction(async (tx) => {
    await lockFirstOperator(tx)
    const link = await useLink(tx, input.token)
    if (link.purpose !== 'setup') throw linkGone()
    await createFirstOperator(tx, { email: input.email, name: input.name, passwordHash })
    return { email: input.email }
  })
}
