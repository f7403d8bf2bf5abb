import type { Queryable } from '#server/db/pg.ts'

export type RejectedRow = {
  id: number
  at: Date
  code: string
  detail: string
  pointer: string | null
  messageId: string | null
  keyId: number | null
  keyName: string | null
  item: string
}

/** Refused items, the newest first, older than `before`. Served by rejected_event_recent; locks nothing. */
export async function listRejected(
  db: Queryable,
  { workspaceId, code, before, limit }: { workspaceId: number; code: string | null; before: number | null; limit: number },
): Promise<RejectedRow[]> {
  const { rows } = await db.query<RejectedRow>({
    name: 'list_rejected',
    text: `select r.id, r.at, r.code, r.detail, r.pointer, r.message_id as "messageId", k.id as "keyId", k.name as "keyName", r.item
             from engine.rejected_event r left join public.api_key k on k.id = r.key_id
            where r.workspace_id = $1 and ($2::text is null or r.code = $2) and ($3::bigint is null or r.id < $3)
            order by r.id desc limit $4`,
    values: [workspaceId, code, before, limit],
  })
  return rows
}
