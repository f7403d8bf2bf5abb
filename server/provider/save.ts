import type { ChangeProvider, CreateProvider, ProviderResource } from '#domain/message/provider.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { seal } from '#server/crypto/box.ts'
import { inTransaction, raiseEpochIn, type Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { providerSecretOwner } from './account.ts'
import { loadProvider, providerResource } from './resource.ts'

/** Adds an account and sends through it from now on. The password is sealed and never shown again. */
export async function createProvider(ctx: Ctx, input: CreateProvider): Promise<ProviderResource> {
  authorise(ctx, 'admin')
  return inTransaction(async (tx) => {
    const settings = input.kind === 'smtp' ? input.settings : {}
    const { id } = await tx.provider.create({
      data: { workspaceId: ctx.workspaceId, channel: 'email', kind: input.kind, name: input.name, settings },
    })
    const secret = input.kind === 'smtp' && input.password ? seal(input.password, providerSecretOwner(id)) : null
    await makeDefault(tx, ctx, id)
    const row = await tx.provider.update({ where: { id }, data: { secret } })
    await audit(tx, ctx, 'provider.create', `provider:${id}`, { kind: row.kind, name: row.name })
    await raiseEpochIn(tx)
    return providerResource(row)
  })
}

/** Changes an account, or makes it the one that is sent through. What was known to be wrong with it is forgotten. */
export async function changeProvider(ctx: Ctx, id: number, { password, isDefault, ...changes }: ChangeProvider): Promise<ProviderResource> {
  authorise(ctx, 'admin')
  const { kind } = await loadProvider(ctx, id)
  if (kind === 'sandbox' && (changes.settings || password !== undefined))
    throw new AppError('unprocessable', 'no_settings', 'The sandbox has no settings. Leave out settings and password.')
  const secret = password === undefined ? {} : { secret: password === '' ? null : seal(password, providerSecretOwner(id)) }
  return inTransaction(async (tx) => {
    if (isDefault) await makeDefault(tx, ctx, id)
    const row = await tx.provider.update({ where: { id }, data: { ...changes, ...secret, lastError: null, lastErrorAt: null } })
    const changed = [...Object.keys(changes), ...Object.keys(secret), ...(isDefault ? ['isDefault'] : [])]
    await audit(tx, ctx, 'provider.change', `provider:${id}`, { changed })
    await raiseEpochIn(tx)
    return providerResource(row)
  })
}

async function makeDefault(tx: Tx, { workspaceId }: Ctx, id: number): Promise<void> {
  await tx.provider.updateMany({ where: { workspaceId, channel: 'email', id: { not: id } }, data: { isDefault: false } })
  await tx.provider.update({ where: { id }, data: { isDefault: true } })
}
