import { z } from 'zod'
import { prisma } from '#server/db/prisma.ts'
import { passwordMatches } from './password.ts'
import { forgiveFailures, recordFailure, refuseGuessing } from './throttle.ts'

export const credentialsSchema = z.object({
  email: z.string().trim().toLowerCase().max(320),
  password: z.string().max(200),
})

export type SignedIn = { id: number; email: string; name: string; sessionVersion: number }

/** The operator whose password this is, or null. Refuses with 429 when the account or the address has failed too often. */
export async function signIn(input: unknown, address: string): Promise<SignedIn | null> {
  const credentials = credentialsSchema.safeParse(input)
  if (!credentials.success) return null
  const { email, password } = credentials.data
  await refuseGuessing(email, address)
  const operator = await prisma().operator.findUnique({ where: { email } })
  if (!(await passwordMatches(operator?.passwordHash, password)) || !operator) {
    await recordFailure(email, address)
    return null
  }
  await forgiveFailures(email)
  await prisma().operator.update({ where: { id: operator.id }, data: { lastSignInAt: new Date() } })
  return { id: operator.id, email: operator.email, name: operator.name, sessionVersion: operator.sessionVersion }
}
