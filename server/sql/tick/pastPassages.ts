import { cell, packed } from './packed.ts'

/**
 * What members have passed through journeys before: what re-entry is decided on. Question n asks about the journey $4[n]
 * and one of its member's selves, $2[n] and $3[n] (a merged member has several lines with the same $1).
 *
 * Locks nothing: the shard of the member is held, and what an alias left in another shard is over and does not change.
 * Served by progress_by_member.
 */
export const pastPassages = packed<PastPassagesRow>({
  name: 'tick_past_passages',
  columns: { question: 'x.question', total: 'x.total', open: 'x.open', lastEnteredAt: 'x.last', hasKey: 'x.has_key' },
  from: `from (
  select k.question, count(p.id) as total, count(p.id) filter (where p.node_key is not null) as open,
    date_part('epoch', max(p.entered_at)) * 1000 as last, coalesce(bool_or(p.entry_key = k.entry_key), false) as has_key
  from (select unnest($1::int[]) as question, unnest($2::smallint[]) as shard, unnest($3::bigint[]) as member_id,
    unnest($4::int[]) as journey_id, unnest($5::text[]) as entry_key) k
  join engine.progress p on p.shard = k.shard and p.journey_id = k.journey_id and p.member_id = k.member_id
  group by k.question) x`,
  row: (of, at) => ({
    question: cell(of.question, at),
    total: cell(of.total, at),
    open: cell(of.open, at),
    lastEnteredAt: cell(of.lastEnteredAt, at),
    hasKey: cell(of.hasKey, at),
  }),
})
export type PastPassagesRow = { question: number; total: number; open: number; lastEnteredAt: number | null; hasKey: boolean }
