import { type CurrentOperator, operatorOfToken, sessionToken } from '#server/auth/currentOperator.ts'
import type { Ctx } from '#server/context.ts'
import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'
import { contextOf } from '#server/workspace/contextOf.ts'
import { contextOfKey } from './keys.ts'

export const WORKSPACE_HEADER = 'Sojourn-Workspace'

/** The operator whose session this request carries. Refuses with 401 when there is none, 403 when another site sent it. */
export async function operatorOf(request: Request): Promise<CurrentOperator> {
  const operator = await operatorOfToken(sessionToken(request.headers.get('cookie')))
  if (!operator) throw new AppError('unauthenticated', 'session', 'Sign in first, or send a server key: Authorization: Bearer sjs_...')
  refuseOtherSites(request)
  return operator
}

/** Who acts and where: a server key decides both; a session names its workspace in a header. */
export async function workspaceContextOf(request: Request, requestId: string): Promise<Ctx> {
  const key = bearer(request)
  if (key !== undefined) return contextOfKey(key, requestId)
  const operator = await operatorOf(request)
  const slug = request.headers.get(WORKSPACE_HEADER)
  if (!slug)
    throw new AppError('invalid', 'workspace_header', `Name the workspace in the header ${WORKSPACE_HEADER}: its slug, such as default.`)
  return (await contextOf(operator.id, slug, requestId)).ctx
}

export function bearer(request: Request): string | undefined {
  return /^Bearer +(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1]
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Cookies travel with requests that other sites make: one that changes something must come from our own pages. */
export function refuseOtherSites(request: Request): void {
  if (SAFE.has(request.method)) return
  const origin = request.headers.get('origin')
  const ours =
    origin !== null &&
    URL.canParse(origin) &&
    (origin === new URL(env().APP_URL).origin || new URL(origin).host === request.headers.get('host'))
  if (!ours)
    throw new AppError('forbidden', 'origin', 'This request did not come from this site. Use a server key to call the API from elsewhere.')
}

/** The operator when there is one, where none is needed. */
export async function optionalOperatorOf(request: Request): Promise<CurrentOperator | null> {
  const operator = await operatorOfToken(sessionToken(request.headers.get('cookie')))
  if (operator) refuseOtherSites(request)
  return operator
}
