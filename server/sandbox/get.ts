import { z } from 'zod'
import type { SandboxMessageDetail } from '#domain/message/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { readSandboxMessage } from '#server/sql/readSandbox.ts'
import { sandboxNotFound, sandboxResource } from './resource.ts'

/** One message as it would have arrived. Looking at it does not mark it as read. */
export async function getSandboxMessage(ctx: Ctx, id: number): Promise<SandboxMessageDetail> {
  authorise(ctx, 'viewer')
  const row = await readSandboxMessage(pool(), ctx.workspaceId, id)
  if (!row) throw sandboxNotFound()
  return { ...sandboxResource(row), html: row.html, text: row.text, headers: z.record(z.string(), z.string()).parse(row.headers) }
}
