import * as z from 'zod'

const tokenSchema = z.object({ csrfToken: z.string() })

/** Ends the session in this browser and goes to the sign-in page. */
export async function signOut(): Promise<void> {
  const { csrfToken } = tokenSchema.parse(await (await fetch('/api/auth/csrf')).json())
  await fetch('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken, json: 'true' }) })
  window.location.assign('/sign-in')
}
