import type { Queryable } from '#server/db/pg.ts'

export type LiveTemplate = {
  workspaceId: number
  key: string
  versionId: number
  /** Null where `known` says that the caller has it already. */
  content: { subject: string; preheader: string; format: 'mjml' | 'html'; body: string } | null
}

/** The live versions of templates by key. A template that is missing or archived has no row. By template_workspace_id_key_key. */
const text = `
select t.workspace_id as "workspaceId", t.key, v.id as "versionId",
  case when v.id = any ($3::int[]) then null
    else json_build_object('subject', v.subject, 'preheader', v.preheader, 'format', v.format, 'body', v.body) end as content
from unnest($1::int[], $2::text[]) asked (workspace_id, key)
join public.template t on t.workspace_id = asked.workspace_id and t.key = asked.key and t.archived_at is null
join public.template_version v on v.id = t.live_version_id`

export async function liveTemplates(
  db: Queryable,
  asked: { workspaceId: number; key: string }[],
  known: number[],
): Promise<LiveTemplate[]> {
  const values = [asked.map((one) => one.workspaceId), asked.map((one) => one.key), known]
  const { rows } = await db.query<LiveTemplate>({ name: 'live_templates', text, values })
  return rows
}
