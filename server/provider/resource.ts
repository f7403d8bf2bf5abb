import { type ProviderResource, smtpSettingsSchema } from '#domain/message/provider.ts'
import type { Provider } from '#prisma/generated/client.ts'
import type { Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'
import { AppError } from '#server/errors.ts'

/** An account without its password, which is never shown again. */
export const providerResource = (row: Provider): ProviderResource => ({
  id: String(row.id),
  channel: 'email',
  kind: row.kind === 'smtp' ? 'smtp' : 'sandbox',
  name: row.name,
  settings: row.kind === 'smtp' ? smtpSettingsSchema.parse(row.settings) : null,
  hasPassword: row.secret !== null,
  isDefault: row.isDefault,
  lastError: row.lastError,
  lastErrorAt: row.lastErrorAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

export async function loadProvider(ctx: Ctx, id: number): Promise<Provider> {
  const row = await prisma().provider.findFirst({ where: { id, workspaceId: ctx.workspaceId } })
  if (!row) throw new AppError('notFound', 'provider_not_found', 'There is no such provider in this workspace.')
  return row
}
