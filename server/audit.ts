import type { z } from 'zod'
import { actorOf, type Ctx } from './context.ts'
import type { Queryable } from './db/pg.ts'
import type { PrismaClient } from './db/prisma.ts'

type Details = Record<string, z.core.util.JSONType>

/** Writes who did what to which thing, in the transaction that does it. `action` "journey.publish", `subject` "journey:12". */
export async function audit(
  tx: Pick<PrismaClient, 'auditLog'>,
  ctx: Ctx,
  action: string,
  subject: string,
  details: Details = {},
): Promise<void> {
  await tx.auditLog.create({ data: { workspaceId: ctx.workspaceId, actor: actorOf(ctx), action, subject, details } })
}

/** The same for verbs that work through pg. */
export async function auditSql(db: Queryable, ctx: Ctx, action: string, subject: string, details: Details = {}): Promise<void> {
  await db.query({
    name: 'audit',
    text: 'insert into audit_log (workspace_id, actor, action, subject, details) values ($1, $2, $3, $4, $5)',
    values: [ctx.workspaceId, actorOf(ctx), action, subject, JSON.stringify(details)],
  })
}
