import type { Sql } from '#server/db/pg.ts'

export type ShardCheck = { open: number; stuck: string[] }

/**
 * Open progresses of a shard, and those of them that nothing would ever move: no timer, not parked by a pause, of a
 * member who is not held. $1 the shard. One statement, so one snapshot; reads the shard's range of two primary keys.
 */
export const findStuckSql: Sql = {
  name: 'find_stuck',
  text: `
    select count(*) as open, coalesce(array_agg(p.shard || '-' || p.id) filter (where t.progress_id is null and p.parked_due is null and m.held_at is null), '{}') as stuck
    from engine.progress p
    left join engine.timer t on t.shard = p.shard and t.progress_id = p.id
    left join engine.member m on m.shard = p.shard and m.id = p.member_id
    where p.shard = $1 and p.status in ('READY', 'RUNNING', 'WAITING')`,
}
