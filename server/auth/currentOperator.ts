import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { prisma } from '#server/db/prisma.ts'
import { sessionCookieName } from './cookie.ts'
import { derivedSecret } from './secret.ts'

export type CurrentOperator = { id: number; email: string; name: string; locale: string }

const tokenSchema = z.object({ sub: z.string().regex(/^[0-9]+$/), sessionVersion: z.number().int() })

/** Who a session token stands for, or null. The database has the last word: raising sessionVersion ends every session. */
export async function operatorOfToken(token: string | undefined): Promise<CurrentOperator | null> {
  if (!token) return null
  const claims = tokenSchema.safeParse(await decode({ token, secret: derivedSecret('session') }).catch(() => null))
  if (!claims.success) return null
  const operator = await prisma().operator.findUnique({
    where: { id: Number(claims.data.sub), sessionVersion: claims.data.sessionVersion },
    select: { id: true, email: true, name: true, locale: true },
  })
  return operator
}

/** The session token in a Cookie header. */
export function sessionToken(cookieHeader: string | null): string | undefined {
  const name = sessionCookieName()
  for (const part of (cookieHeader ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/** Who has signed in, in a page or a server component; null when nobody has. */
export async function currentOperator(): Promise<CurrentOperator | null> {
  const { cookies } = await import('next/headers')
  return operatorOfToken((await cookies()).get(sessionCookieName())?.value)
}
