import type { Sql } from '#server/db/pg.ts'

/**
 * The latest moves of journey $1 of workspace $2 with what became of them so far. Locks nothing. By version_move_of_journey and
 * the primary key of version_move_count.
 */
export const readMoves = {
  name: 'read_moves',
  text: `
select m.id, v.number as version, m.moves, m.created_at as "startedAt", m.actor, m.total, m.done_at as "doneAt", m.because, m.remaining,
  coalesce(o.name, m.actor) as "startedBy", coalesce(c.moved, 0)::int as moved, coalesce(c.gone, 0)::int as "left"
from engine.version_move m
join public.journey_version v on v.id = m.version_id
left join public.operator o on m.actor = 'operator:' || o.id
left join lateral (select sum(moved) as moved, sum(gone) as gone from engine.version_move_count where move_id = m.id) c on true
where m.journey_id = $1 and m.workspace_id = $2 order by m.id desc limit 20`,
} satisfies Sql
export type MoveRow = {
  id: number
  version: number
  moves: unknown
  startedAt: Date
  startedBy: string
  total: number | null
  moved: number
  left: number
  doneAt: Date | null
  because: string | null
  remaining: number | null
}
