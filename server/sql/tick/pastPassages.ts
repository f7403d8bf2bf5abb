import type { Sql } from '#server/db/pg.ts'

/**
 * What members have passed through journeys before: what re-entry is decided on. Question n asks about the journey $4[n]
 * and one of its member's selves, $2[n] and $3[n] (a merged member has several lines with the same $1).
 *
 * Locks nothing: the shard of the member is held, and what an alias left in another shard is over and does not change.
 * Served by progress_by_member.
 */
export const pastPassages = {
  name: 'tick_past_passages',
  text: `
select k.question, count(p.id)::int as total, (count(p.id) filter (where p.node_key is not null))::int as open,
  date_part('epoch', max(p.entered_at)) * 1000 as "lastEnteredAt",
  coalesce(bool_or(p.entry_key = k.entry_key), false) as "hasKey"
from unnest($1::int[], $2::smallint[], $3::bigint[], $4::int[], $5::text[]) k(question, shard, member_id, journey_id, entry_key)
join engine.progress p on p.shard = k.shard and p.journey_id = k.journey_id and p.member_id = k.member_id
group by k.question`,
} satisfies Sql
export type PastPassagesRow = { question: number; total: number; open: number; lastEnteredAt: number | null; hasKey: boolean }
