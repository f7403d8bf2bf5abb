import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import type { Role } from '#domain/workspace/settings.ts'
import type { Method } from '#server/api/operation.ts'
import type { RouteHandler } from '#server/api/route.ts'
import { sessionCookieName } from '#server/auth/cookie.ts'
import { derivedSecret } from '#server/auth/secret.ts'
import { prisma } from '#server/db/prisma.ts'
import { env } from '#server/env.ts'

let made = 0

/** Somebody who has signed in: an operator with a role in a workspace, and the cookie of their session. */
export async function signedIn(workspaceId: number, role: Role) {
  const operator = await prisma().operator.create({
    data: {
      email: `${role}-${++made}@example.com`,
      name: `${role} ${made}`,
      passwordHash: '-',
      memberships: { create: { workspaceId, role } },
    },
  })
  const token = await encode({
    token: { sub: String(operator.id), sid: randomUUID(), sessionVersion: operator.sessionVersion },
    secret: derivedSecret('session'),
  })
  return { operator, cookie: `${sessionCookieName()}=${token}` }
}

export type Caller = { cookie?: string; slug?: string; key?: string }
export type Call = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  raw?: string
  headers?: Record<string, string>
}

/** Calls a route handler as the web server would. `body` of the answer is its JSON, or null. */
export async function call(handler: RouteHandler, method: Method, caller: Caller, request: Call = {}) {
  const headers = new Headers({
    ...(caller.cookie ? { cookie: caller.cookie, origin: new URL(env().APP_URL).origin } : {}),
    ...(caller.slug ? { 'sojourn-workspace': caller.slug } : {}),
    ...(caller.key ? { authorization: `Bearer ${caller.key}` } : {}),
    ...(request.body === undefined && request.raw === undefined ? {} : { 'content-type': 'application/json' }),
    ...request.headers,
  })
  const body = request.raw ?? (request.body === undefined ? undefined : JSON.stringify(request.body))
  const url = `${env().APP_URL}/api/v1?${new URLSearchParams(request.query)}`
  const response = await handler(new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }), {
    params: Promise.resolve(request.params ?? {}),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}
