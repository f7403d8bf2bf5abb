import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { pool } from '#server/db/pg.ts'
import { sessionCookieName } from './cookie.ts'
import { derivedSecret } from './secret.ts'

export type CurrentOperator = { id: number; email: string; name: string; locale: string }

/** What a session's token says. `sid` names the session, so that one can be ended without the others. */
export const claimsSchema = z.object({ sub: z.string().regex(/^[0-9]+$/), sid: z.string().min(1), sessionVersion: z.number().int() })

/**
 * Who a session token stands for, or null. The database has the last word: signing out ends this session, raising the
 * operator's sessionVersion ends them all.
 */
export async function operatorOfToken(token: string | undefined): Promise<CurrentOperator | null> {
  if (!token) return null
  const claims = claimsSchema.safeParse(await decode({ token, secret: derivedSecret('session') }).catch(() => null))
  if (!claims.success) return null
  const { rows } = await pool().query<CurrentOperator>({
    name: 'operator_of_session',
    text: `select id, email, name, locale from operator
           where id = $1 and session_version = $2 and not exists (select from ended_session where id = $3)`,
    values: [Number(claims.data.sub), claims.data.sessionVersion, claims.data.sid],
  })
  return rows[0] ?? null
}

/** Ends the session of a token's claims, in every copy of its cookie. */
export async function endSession(claims: unknown): Promise<void> {
  const parsed = claimsSchema.safeParse(claims)
  if (parsed.success) await pool().query('insert into ended_session (id) values ($1) on conflict do nothing', [parsed.data.sid])
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
