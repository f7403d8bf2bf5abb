import type { z } from 'zod'
import type { Sql } from '#server/db/pg.ts'

/** A page of the dead letters, newest first. Parameters: workspace, only open ones, id before which, how many. Index: dead_letter_recent. */
export const listDeadLettersSql: Sql = {
  name: 'list_dead_letters',
  text: `select d.id, d.at, d.source, d.kind, d.reason, d.payload, d.shard, d.member_id, d.replayed_at, m.user_id, m.held_at
         from engine.dead_letter d left join engine.member m on m.shard = d.shard and m.id = d.member_id and m.workspace_id = d.workspace_id
         where d.workspace_id = $1 and (not $2 or d.replayed_at is null) and d.id < $3 order by d.id desc limit $4`,
}
export type DeadLetterRow = {
  id: number
  at: Date
  source: string
  kind: string
  reason: string
  payload: z.core.util.JSONType
  shard: number | null
  member_id: number | null
  replayed_at: Date | null
  user_id: string | null
  held_at: Date | null
}

/**
 * Asks the ticks to release the members of open dead letters: of one, or (null) of all of the workspace. Counts them.
 * Parameters: workspace, dead letter or null. Index: dead_letter_recent.
 */
export const releaseMembersSql: Sql = {
  name: 'release_members',
  text: `with held as (
           select distinct shard, member_id from engine.dead_letter
           where workspace_id = $1 and ($2::bigint is null or id = $2) and replayed_at is null and member_id is not null),
         asked as (
           insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
           select shard, 0, $1, member_id, 'command', '{"do": "release"}' from held returning 1)
         select (select count(*)::int from asked) as members`,
}
