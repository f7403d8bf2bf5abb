import { smtpSettingsSchema } from '#domain/message/provider.ts'
import { unseal } from '#server/crypto/box.ts'
import type { Provider } from './provider.ts'
import { createSandbox } from './sandbox.ts'
import { createSmtp } from './smtp.ts'

/** What a stored secret is bound to. */
export const providerSecretOwner = (id: number) => `provider:${id}`

export type StoredAccount = { id: number; kind: string; settings: unknown; secret: string | null }
type Open = (account: StoredAccount, tools: Parameters<typeof createSandbox>[0]) => Provider

/** Every kind of provider there is, and how a stored account of it is opened. */
const kinds = {
  sandbox: (_account, tools) => createSandbox(tools),
  smtp: ({ id, settings, secret }) => {
    const password = secret === null ? '' : unseal(secret, providerSecretOwner(id))
    if (password === null) return unusable('The password was sealed under another SECRET_KEY. Enter it again.')
    return createSmtp({ ...smtpSettingsSchema.parse(settings), password })
  },
} satisfies Record<string, Open>
type ProviderKind = keyof typeof kinds
const isKind = (kind: string): kind is ProviderKind => Object.hasOwn(kinds, kind)

export function openAccount(account: StoredAccount, tools: Parameters<typeof createSandbox>[0]): Provider {
  return isKind(account.kind) ? kinds[account.kind](account, tools) : unusable(`There is no provider of the kind ${account.kind}.`)
}

/** Keeps every message until somebody has looked at what is wrong. */
const unusable = (detail: string): Provider => ({
  concurrency: 1,
  batch: 100,
  isIdempotent: true,
  deliver: async (messages) => messages.map(() => ({ became: 'unavailable', reason: 'credentials', detail })),
  close: async () => {},
})
