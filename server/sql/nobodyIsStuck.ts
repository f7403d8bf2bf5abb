import type { Sql } from '#server/db/pg.ts'

/**
 * The invariant "nobody is stuck", table by table, shard by shard, in keyset chunks: one statement and so one snapshot a chunk.
 * Locks nothing; reads ranges of primary keys and looks the rest up by primary key. Members who are held wait for an operator:
 * what they miss is in the dead letters.
 */
export type ChunkRow = { looked: number; last: string[] | null; faults: { fault: string; id: string }[] | null }
export type Check = { sql: Sql; start: readonly string[] }

const told = (last: string, order: string) => `select (select count(*)::int from page) as looked,
  (select array[${last}] from page order by ${order} limit 1) as last,
  (select jsonb_agg(jsonb_build_object('fault', fault, 'id', id)) from judged where fault is not null) as faults`

/** Passages. $1 shard, $2 how many, $3 id after which. */
export const passagesCheck: Check = {
  start: ['0'],
  sql: {
    name: 'check_passages',
    text: `with page as materialized (
  select * from engine.progress where shard = $1 and id > $3::bigint order by id limit $2
), judged as (
  select p.shard || '-' || p.id as id, case
    when p.status in ('READY', 'RUNNING', 'WAITING') then case
      when p.node_key is null then 'open_nowhere'
      when m.id is null then 'of_nobody'
      when m.held_at is not null then null
      when p.parked_due is null and t.progress_id is null then 'no_timer'
      when exists (select from json_array_elements_text(coalesce(p.rest -> 'awaits', '[]')) a(name) where not exists (
        select from engine.subscription s where s.shard = p.shard and s.member_id = p.member_id and s.progress_id = p.id and s.awaits = a.name)) then 'not_subscribed'
      end
    when p.node_key is not null then 'over_at_node'
    when t.progress_id is not null then 'over_with_timer' end as fault
  from page p
  left join engine.member m on m.shard = p.shard and m.id = p.member_id
  left join engine.timer t on t.shard = p.shard and t.lane = p.lane and t.workspace_id = p.workspace_id and t.due_at = p.due_at
    and t.progress_id = p.id and t.member_id = p.member_id
) ${told('id::text', 'id desc')}`,
  },
}

/** Timers, the members' own among them. $1 shard, $2 how many, $3 lane, $4 workspace, $5 due, $6 passage, $7 member after which. */
export const timersCheck: Check = {
  start: ['-1', '0', '-infinity', '0', '0'],
  sql: {
    name: 'check_timers',
    text: `with page as materialized (
  select * from engine.timer where shard = $1
    and (lane, workspace_id, due_at, progress_id, member_id) > ($3::smallint, $4::int, $5::timestamptz, $6::bigint, $7::bigint)
  order by lane, workspace_id, due_at, progress_id, member_id limit $2
), judged as (
  select case when t.progress_id = 0 then 'member ' || t.shard || '-' || t.member_id else t.shard || '-' || t.progress_id end as id, case
    when t.progress_id = 0 then case when m.id is null then 'wakes_nobody' when m.wake_at is distinct from t.due_at then 'wakes_at_another_time' end
    when p.id is null then 'timer_of_nothing'
    when p.node_key is null then null
    when p.due_at is distinct from t.due_at then 'timer_at_another_time' end as fault
  from page t
  left join engine.member m on t.progress_id = 0 and m.shard = t.shard and m.id = t.member_id
  left join engine.progress p on t.progress_id > 0 and p.shard = t.shard and p.id = t.progress_id
) ${told(
      'lane::text, workspace_id::text, due_at::text, progress_id::text, member_id::text',
      'lane desc, workspace_id desc, due_at desc, progress_id desc, member_id desc',
    )}`,
  },
}

/** Subscriptions. $1 shard, $2 how many, $3 member, $4 passage, $5 awaited after which. */
export const subscriptionsCheck: Check = {
  start: ['0', '0', ''],
  sql: {
    name: 'check_subscriptions',
    text: `with page as materialized (
  select * from engine.subscription where shard = $1 and (member_id, progress_id, awaits) > ($3::bigint, $4::bigint, $5::text)
  order by member_id, progress_id, awaits limit $2
), judged as (
  select s.shard || '-' || s.progress_id || ' ' || s.awaits as id, case
    when p.node_key is null then 'subscribed_though_over'
    when p.member_id <> s.member_id then 'subscribed_for_another'
    when not coalesce((p.rest -> 'awaits')::jsonb ? s.awaits, false) then 'awaits_it_no_more' end as fault
  from page s left join engine.progress p on p.shard = s.shard and p.id = s.progress_id
) ${told('member_id::text, progress_id::text, awaits', 'member_id desc, progress_id desc, awaits desc')}`,
  },
}

/** Members: their own timer, and the segments that can change by time alone. $1 shard, $2 how many, $3 id after which. */
export const membersCheck: Check = {
  start: ['0'],
  sql: {
    name: 'check_members',
    text: `with page as materialized (
  select shard, id, workspace_id, wake_at, merged_into_id is null and held_at is null as acts from engine.member
  where shard = $1 and id > $3::bigint order by id limit $2
), judged as (
  select m.shard || '-' || m.id as id, case
    when m.wake_at is not null and not exists (select from engine.timer t where t.shard = m.shard and t.lane in (0, 1) and t.workspace_id = m.workspace_id
      and t.due_at = m.wake_at and t.progress_id = 0 and t.member_id = m.id) then 'never_wakes'
    when exists (select from engine.segment_member s join public.segment g on g.id = s.segment_id
      where s.shard = m.shard and s.member_id = m.id and s.changes_at is not null and (m.wake_at is null or m.wake_at > s.changes_at)) then 'segment_unwatched'
    end as fault
  from page m where m.acts
) ${told('id::text', 'id desc')}`,
  },
}
