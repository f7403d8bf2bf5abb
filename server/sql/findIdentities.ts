import type { IdentityKind, Standing } from '#domain/member/settle.ts'
import { identityKey } from '#domain/member/settle.ts'
import type { Queryable } from '#server/db/pg.ts'

type Name = { workspaceId: number; kind: IdentityKind; value: string }
type Row = { position: number; shard: number; id: number; known: boolean }

/**
 * Whom outside names stand for, a merged member's by its winner. Serves: the primary keys of member_identity and member.
 * Locks nothing.
 */
const text = `
  select k.position::int as position, coalesce(m.merged_into_shard, m.shard) as shard, coalesce(m.merged_into_id, m.id) as id,
         m.user_id is not null or m.merged_into_id is not null as known
    from unnest($1::int[], $2::text[], $3::text[]) with ordinality as k (workspace_id, kind, value, position)
    join engine.member_identity i on i.workspace_id = k.workspace_id and i.kind = k.kind::"char" and i.value = k.value
    join engine.member m on m.shard = i.shard and m.id = i.member_id`

/** Keyed by `identityKey`; names that stand for nobody are missing. */
export async function findIdentities(db: Queryable, names: readonly Name[]): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>()
  if (!names.length) return found
  const values = [names.map((n) => n.workspaceId), names.map((n) => n.kind), names.map((n) => n.value)]
  const { rows } = await db.query<Row>({ name: 'find_identities', text, values })
  for (const { position, shard, id, known } of rows) {
    const name = names[position - 1]
    if (name) found.set(identityKey(name.workspaceId, name.kind, name.value), { shard, id, isKnown: known })
  }
  return found
}
