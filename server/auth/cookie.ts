import { env } from '#server/env.ts'

/** The prefix makes browsers refuse the cookie over plain HTTP; it can only be used where the address is HTTPS. */
export const cookiesAreSecure = () => env().APP_URL.startsWith('https://')
export const sessionCookieName = () => `${cookiesAreSecure() ? '__Secure-' : ''}sojourn.session`
