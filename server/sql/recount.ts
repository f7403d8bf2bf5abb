import type { Queryable } from '#server/db/pg.ts'

/** What a counter is of: journey (triggered, ended ...), outcome (status, reason), node (node, outlet), message, nodeMessage. */
export type CounterKind = 'journey' | 'outcome' | 'node' | 'message' | 'nodeMessage'
export type Difference = { counter: CounterKind; key: string[]; counted: number; actual: number }

const outcomes = ['sent', 'delivered', 'opened', 'clicked', 'bounced', 'failed', 'suppressed', 'unknown']
const totals = (table: string, counter: CounterKind, key: string) =>
  `select '${counter}' as counter, array[${key}] as key, sum(count)::bigint as count from engine.${table} where journey_id = $1 group by ${key}`

/**
 * Counts a journey's rows anew and answers with the counters that say otherwise, over its whole life. One statement, so one
 * snapshot: ticks go on meanwhile. Locks nothing, and takes as long as there are rows: for doctor and tests, not for
 * pages. Served by progress_by_journey, the primary keys of walk and delivery_event, message_by_journey.
 *
 * A passage that is over left its last node once: by an outlet, or, where its last line has none, under '!' and how it
 * ended. One that failed and was retried had left under '!error', and arrived anew. A message is unknown until it is told to be sent or failed after all.
 */
export async function recountJourney(db: Queryable, workspaceId: number, journeyId: number): Promise<Difference[]> {
  const { rows } = await db.query<Difference>({
    text: `
with passages as materialized (
  select shard, id, status, coalesce(reason, '') as reason, status in ('ENDED', 'CANCELED', 'ERROR') as is_over from engine.progress where journey_id = $1
), lines as materialized (
  select l.line ->> 'node' as node, l.line ->> 'outlet' as outlet, not coalesce((l.line ->> 'left')::boolean, false) as arrived, p.status, p.is_over,
         coalesce(l.line ->> 'outcome' = 'error', false) as has_failed,
         row_number() over (partition by w.shard, w.progress_id order by w.at desc, w.first_visit desc, l.position desc) = 1 as is_last
  from passages p
  join engine.walk w on w.shard = p.shard and w.progress_id = p.id
  cross join lateral json_array_elements(w.visits) with ordinality as l (line, position)
), sent as materialized (
  select shard, id, node_key, channel from engine.message where workspace_id = $2 and journey_id = $1
), fates as materialized (
  select s.shard, s.id, s.node_key, s.channel, d.kind as outcome, min(d.id) as since
  from sent s join engine.delivery_event d on d.shard = s.shard and d.message_id = s.id
  where d.kind = any($3::text[]) group by s.shard, s.id, s.node_key, s.channel, d.kind
), messages as materialized (
  select node_key, channel, 'created' as outcome from sent union all
  select node_key, channel, outcome from fates f where outcome <> 'unknown' or not exists (
    select from fates later where later.shard = f.shard and later.id = f.id and later.outcome in ('sent', 'failed') and later.since > f.since)
), actual (counter, key, count) as (
  select 'journey', array['triggered'], count(*) from passages
  union all select 'journey', array[case status when 'ERROR' then 'errored' else lower(status) end], count(*) from passages where is_over group by status
  union all select 'outcome', array[status, reason], count(*) from passages where is_over group by status, reason
  union all select 'node', array[node, ''], count(*) from lines where arrived group by node
  union all select 'node', array[node, outlet], count(*) from lines where outlet is not null group by node, outlet
  union all select 'node', array[node, stop], count(*) from (
    select node, case when is_last and is_over then '!' || lower(status) when has_failed then '!error' end as stop from lines where outlet is null) s
    where stop is not null group by node, stop
  union all select 'message', array[channel, outcome], count(*) from messages group by channel, outcome
  union all select 'nodeMessage', array[node_key, channel, outcome], count(*) from messages where node_key is not null group by node_key, channel, outcome
), counted (counter, key, count) as (
  select 'journey', array[k.name], sum(k.count)::bigint from engine.journey_report r
    cross join lateral (values ('triggered', r.triggered), ('ended', r.ended), ('canceled', r.canceled), ('errored', r.errored)) as k (name, count)
    where r.journey_id = $1 group by k.name
  union all ${totals('journey_execution_report', 'outcome', 'status, reason')}
  union all ${totals('journey_node_execution_report', 'node', 'node_key, outlet')}
  union all ${totals('journey_performance_report', 'message', 'channel, outcome')}
  union all ${totals('journey_node_performance_report', 'nodeMessage', 'node_key, channel, outcome')}
)
select counter, key, coalesce(c.count, 0)::bigint as counted, coalesce(a.count, 0)::bigint as actual
from actual a full join counted c using (counter, key)
where coalesce(a.count, 0) <> coalesce(c.count, 0)
order by counter, key`,
    values: [journeyId, workspaceId, outcomes],
  })
  return rows
}
