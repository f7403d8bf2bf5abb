import { z } from 'zod'
import { auditEntrySchema } from '#domain/workspace/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { type AuditRow, listAuditSql } from '#server/sql/listAudit.ts'

/** Who did what, newest first. */
export async function listAudit(ctx: Ctx, input: { limit: number; cursor?: string | undefined }) {
  authorise(ctx, 'admin')
  const before = decodeCursor(input.cursor, 'audit', z.number().int()) ?? Number.MAX_SAFE_INTEGER
  const { rows } = await pool().query<AuditRow>({ ...listAuditSql, values: [ctx.workspaceId, before, input.limit + 1] })
  const page = pageOf(rows, input.limit, 'audit', (row) => row.id)
  return { data: page.rows.map(entry), nextCursor: page.nextCursor }
}

function entry({ id, at, actor, name, ...rest }: AuditRow): z.infer<typeof auditEntrySchema> {
  const [kind, actorId] = actor.split(':')
  return auditEntrySchema.parse({
    ...rest,
    id: String(id),
    at: at.toISOString(),
    actor: { kind, id: actorId ?? null, name: name ?? actor },
  })
}
