import type { Sql } from '#server/db/pg.ts'

/** A page of the audit log, newest first. Parameters: workspace, id before which, how many. Index: audit_log (workspace_id, id desc). */
export const listAuditSql: Sql = {
  name: 'list_audit',
  text: `select a.id, a.at, a.actor, a.action, a.subject, a.details, coalesce(o.name, k.name) as name
         from audit_log a
         left join operator o on a.actor = 'operator:' || o.id
         left join api_key k on a.actor = 'key:' || k.id and k.workspace_id = a.workspace_id
         where a.workspace_id = $1 and a.id < $2 order by a.id desc limit $3`,
}
export type AuditRow = {
  id: number
  at: Date
  actor: string
  action: string
  subject: string
  details: Record<string, never>
  name: string | null
}
