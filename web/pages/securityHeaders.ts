/**
 * What every page is sent with; a page's own header wins. Next puts inline scripts into every page, so scripts are held to
 * our own origin but not to a nonce. Images may come from anywhere: previews show mail as its receiver sees it.
 */
const policy = (isDevelopment: boolean) =>
  [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    'img-src * data: blob:',
    "font-src 'self' data:",
    `connect-src 'self'${isDevelopment ? ' ws: wss:' : ''}`,
    "frame-src 'self' data: blob:",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ')

const shared = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
}
const production = { ...shared, 'content-security-policy': policy(false) }
const development = { ...shared, 'content-security-policy': policy(true) }

export const securityHeaders = (protocol: 'http' | 'https', isDevelopment: boolean): Record<string, string> => ({
  ...(isDevelopment ? development : production),
  ...(protocol === 'https' && { 'strict-transport-security': 'max-age=31536000' }),
})
