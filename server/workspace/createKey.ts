import type { z } from 'zod'
import type { createdKeySchema, createKeySchema } from '#domain/workspace/resource.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction } from '#server/db/tx.ts'
import { newKey } from './key.ts'
import { keyResource } from './listKeys.ts'

/** A new key. This answer is the only time it is seen: what is stored is its hash. */
export async function createKey(ctx: Ctx, input: z.output<typeof createKeySchema>): Promise<z.output<typeof createdKeySchema>> {
  authorise(ctx, 'admin')
  const { key, prefix, hash } = newKey(input.scope)
  return inTransaction(async (tx) => {
    const row = await tx.apiKey.create({ data: { workspaceId: ctx.workspaceId, name: input.name, scope: input.scope, prefix, hash } })
    await audit(tx, ctx, 'key.create', `key:${row.id}`, { name: row.name, scope: row.scope, prefix })
    return { ...keyResource(row), key }
  })
}
