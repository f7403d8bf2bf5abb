import { randomUUID } from 'node:crypto'
import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { AppError } from '#server/errors.ts'
import { addressOf } from './address.ts'
import { cookiesAreSecure, sessionCookieName } from './cookie.ts'
import { endSession } from './currentOperator.ts'
import { derivedSecret } from './secret.ts'
import { signIn } from './signIn.ts'

export const SESSION_DAYS = 30

const signedInSchema = z.object({ sessionVersion: z.number().int() })

/** next-auth does the signing in and out; who a session stands for is asked of the database each time (currentOperator.ts). */
export function authOptions(): NextAuthOptions {
  const secure = cookiesAreSecure()
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  const prefix = secure ? '__Secure-' : ''
  return {
    secret: derivedSecret('session'),
    session: { strategy: 'jwt', maxAge: SESSION_DAYS * 86_400 },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: sessionCookieName(), options },
      callbackUrl: { name: `${prefix}sojourn.callback`, options },
      csrfToken: { name: `${secure ? '__Host-' : ''}sojourn.csrf`, options },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(credentials, request) {
          const headers = new Headers(Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]))
          const operator = await signIn(credentials, addressOf(headers)).catch((error: unknown) => {
            // next-auth shows an error's message in the address bar: a code, never a sentence or a cause.
            throw new Error(error instanceof AppError ? error.code : 'unavailable')
          })
          return operator && { ...operator, id: String(operator.id) }
        },
      }),
    ],
    events: { signOut: ({ token }) => endSession(token) },
    callbacks: {
      jwt({ token, user }) {
        if (!user) return token
        return { sub: String(user.id), sid: randomUUID(), sessionVersion: signedInSchema.parse(user).sessionVersion }
      },
      session({ session }) {
        return { expires: session.expires }
      },
      redirect({ url, baseUrl }) {
        if (url.startsWith('/') && !url.startsWith('//')) return `${baseUrl}${url}`
        return URL.canParse(url) && new URL(url).origin === baseUrl ? url : baseUrl
      },
    },
  }
}
