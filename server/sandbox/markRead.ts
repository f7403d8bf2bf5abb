import type { SandboxMessageDetail } from '#domain/message/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { markSandboxRead } from '#server/sql/readSandbox.ts'
import { getSandboxMessage } from './get.ts'
import { sandboxNotFound } from './resource.ts'

/** Marks a message as read, or as unread again. A reader's convenience, so viewers may. */
export async function markRead(ctx: Ctx, { id, isRead }: { id: number; isRead: boolean }): Promise<SandboxMessageDetail> {
  authorise(ctx, 'viewer')
  if ((await markSandboxRead(pool(), ctx.workspaceId, id, isRead)) === 0) throw sandboxNotFound()
  return getSandboxMessage(ctx, id)
}
