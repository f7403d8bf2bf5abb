import * as z from 'zod'

const tokenSchema = z.object({ csrfToken: z.string() })
const answerSchema = z.object({ url: z.string() })

export type SignInRefusal = 'credentials' | 'throttled' | 'unavailable'

/** Signs in with email and password. Returns null when that worked, else why not. */
export async function signIn(email: string, password: string): Promise<SignInRefusal | null> {
  try {
    const { csrfToken } = tokenSchema.parse(await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json())
    const body = new URLSearchParams({ email, password, csrfToken, json: 'true', callbackUrl: '/' })
    const answer = await fetch('/api/auth/callback/credentials', { method: 'POST', body })
    if (answer.ok) return null
    const { url } = answerSchema.parse(await answer.json())
    return reasons[new URL(url, window.location.origin).searchParams.get('error') ?? ''] ?? 'unavailable'
  } catch {
    return 'unavailable'
  }
}

const reasons: Record<string, SignInRefusal> = { CredentialsSignin: 'credentials', sign_in_throttled: 'throttled' }

/** Where to go after signing in: a path of ours, never another site. */
export function ownPath(from: string | undefined): string {
  if (!from?.startsWith('/') || /^\/[/\\]/.test(from) || from.startsWith('/sign-in')) return '/'
  const { pathname, search, searchParams } = new URL(from, 'http://own')
  // What the router asked for in the background is not a page.
  return searchParams.has('_rsc') ? pathname : pathname + search
}
