import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'

export type WorkspaceHead = { id: number; slug: string; name: string; timeZone: string; locale: string; isDemo: boolean }

type Row = { id: number; slug: string; name: string; time_zone: string; locale: string; is_demo: boolean; role: Ctx['role'] }

/**
 * What an operator is in the workspace of this slug. A workspace that does not exist and one the operator does not
 * belong to are the same 404.
 */
export async function contextOf(operatorId: number, slug: string, requestId: string): Promise<{ ctx: Ctx; workspace: WorkspaceHead }> {
  const { rows } = await pool().query<Row>({
    name: 'workspace_of_operator',
    text: `select w.id, w.slug, w.name, w.time_zone, w.locale, w.is_demo, m.role
           from workspace w join membership m on m.workspace_id = w.id where w.slug = $1 and m.operator_id = $2`,
    values: [slug, operatorId],
  })
  const row = rows[0]
  if (!row) throw new AppError('notFound', 'workspace', 'There is no such workspace, or you do not belong to it.')
  const { id, name, time_zone: timeZone, locale, is_demo: isDemo, role } = row
  return {
    ctx: { workspaceId: id, role, actor: { kind: 'operator', id: operatorId }, requestId },
    workspace: { id, slug: row.slug, name, timeZone, locale, isDemo },
  }
}
