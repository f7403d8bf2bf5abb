import { smtpSettingsSchema } from '#domain/message/provider.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { unseal } from '#server/crypto/box.ts'
import { pool } from '#server/db/pg.ts'
import { noteProviderState } from '#server/sql/noteProviderState.ts'
import { providerSecretOwner } from './account.ts'
import { loadProvider } from './resource.ts'
import { testSmtp } from './smtp.ts'

/** Connects and signs in, sends nothing. `detail` is the server's own answer when it does not work. */
export async function testProvider(ctx: Ctx, id: number): Promise<{ works: boolean; detail: string | null }> {
  authorise(ctx, 'admin')
  const { kind, settings, secret } = await loadProvider(ctx, id)
  if (kind !== 'smtp') return { works: true, detail: null }
  const password = secret === null ? '' : unseal(secret, providerSecretOwner(id))
  const detail =
    password === null
      ? 'The password was sealed under another SECRET_KEY. Enter it again.'
      : await testSmtp({ ...smtpSettingsSchema.parse(settings), password })
  await noteProviderState(pool(), id, detail)
  return { works: detail === null, detail }
}
