import type { Sql } from '#server/db/pg.ts'

type Column = readonly [name: string, type: string]
/** The columns that the tick hands over, a table at a time, in the order of the statement's parameters. */
export const written = {
  /** Inbox rows by place: events become history. */
  applied: [['row', 'tid']],
  /** Inbox rows by place that leave no history of their own. */
  removed: [['row', 'tid']],
  fired: [['row', 'tid']],
  started: [
    ['shard', 'smallint'],
    ['id', 'bigint'],
    ['workspace_id', 'int'],
    ['journey_id', 'int'],
    ['version_id', 'int'],
    ['member_id', 'bigint'],
    ['entry_key', 'text'],
    ['lane', 'smallint'],
    ['entry', 'json'],
    ['node_key', 'text'],
    ['status', 'text'],
    ['reason', 'text'],
    ['visits', 'int'],
    ['parked_due', 'timestamptz'],
    ['due_at', 'timestamptz'],
    ['rest', 'json'],
    ['failed_at', 'text'],
    ['variables', 'json'],
    ['converted_at', 'timestamptz'],
  ],
  moved: [
    ['shard', 'smallint'],
    ['id', 'bigint'],
    ['row_version', 'int'],
    ['version_id', 'int'],
    ['node_key', 'text'],
    ['status', 'text'],
    ['reason', 'text'],
    ['visits', 'int'],
    ['parked_due', 'timestamptz'],
    ['due_at', 'timestamptz'],
    ['rest', 'json'],
    ['failed_at', 'text'],
    ['variables', 'json'],
    ['converted_at', 'timestamptz'],
  ],
  armed: [
    ['shard', 'smallint'],
    ['lane', 'smallint'],
    ['workspace_id', 'int'],
    ['due_at', 'timestamptz'],
    ['progress_id', 'bigint'],
    ['member_id', 'bigint'],
  ],
  walked: [
    ['shard', 'smallint'],
    ['progress_id', 'bigint'],
    ['first_visit', 'int'],
    ['workspace_id', 'int'],
    ['journey_id', 'int'],
    ['visits', 'json'],
    ['saw', 'json'],
  ],
  created: [
    ['shard', 'smallint'],
    ['id', 'bigint'],
    ['workspace_id', 'int'],
    ['lane', 'smallint'],
    ['member_id', 'bigint'],
    ['journey_id', 'int'],
    ['version_id', 'int'],
    ['progress_id', 'bigint'],
    ['node_key', 'text'],
    ['visit', 'int'],
    ['channel', 'text'],
    ['content', 'json'],
  ],
  journeys: [
    ['workspace_id', 'int'],
    ['journey_id', 'int'],
    ['triggered', 'bigint'],
    ['ended', 'bigint'],
    ['canceled', 'bigint'],
    ['errored', 'bigint'],
    ['converted', 'bigint'],
    ['revenue', 'numeric'],
  ],
  executions: [
    ['workspace_id', 'int'],
    ['journey_id', 'int'],
    ['status', 'text'],
    ['reason', 'text'],
    ['count', 'bigint'],
  ],
  performances: [
    ['workspace_id', 'int'],
    ['journey_id', 'int'],
    ['channel', 'text'],
    ['outcome', 'text'],
    ['count', 'bigint'],
  ],
  nodeExecutions: [
    ['workspace_id', 'int'],
    ['journey_id', 'int'],
    ['node_key', 'text'],
    ['outlet', 'text'],
    ['count', 'bigint'],
  ],
  nodePerformances: [
    ['workspace_id', 'int'],
    ['journey_id', 'int'],
    ['node_key', 'text'],
    ['channel', 'text'],
    ['outcome', 'text'],
    ['count', 'bigint'],
  ],
  events: [
    ['workspace_id', 'int'],
    ['name', 'text'],
    ['bucket', 'timestamptz'],
    ['count', 'bigint'],
  ],
} as const satisfies Record<string, readonly Column[]>
export type WrittenTable = keyof typeof written
export const writtenTables = Object.keys(written) as WrittenTable[]

// $1 is the tick's now, $2 the held shard under which it counts; then every column of `written`.
const first = new Map<WrittenTable, number>()
let parameters = 3
for (const table of writtenTables) {
  first.set(table, parameters)
  parameters += written[table].length
}

const columns = (table: WrittenTable) => written[table].map(([name]) => name).join(', ')
/** Each array is unnested in the select list: as a function in FROM, every column would first be put aside as rows of its own. */
const from = (table: WrittenTable) => {
  const at = first.get(table) ?? 0
  return `(select ${written[table].map(([name, type], i) => `unnest($${at + i}::${type}[]) as ${name}`).join(', ')}) v`
}
const count = (
  table: string,
  source: WrittenTable,
  keys: string,
  sums: readonly string[],
  bucket = "date_bin('15 minutes', $1, 'epoch')",
) => `
${source}_counted as (insert into engine.${table} as r (${keys}, bucket, shard, ${sums.join(', ')})
  select ${keys}, ${bucket}, $2::smallint, ${sums.join(', ')} from ${from(source)}
  on conflict (${conflictKeys[table]}) do update set ${sums.map((s) => `${s} = r.${s} + excluded.${s}`).join(', ')})`
const conflictKeys: Record<string, string> = {
  journey_report: 'journey_id, bucket, shard',
  journey_execution_report: 'journey_id, bucket, status, reason, shard',
  journey_performance_report: 'journey_id, bucket, channel, outcome, shard',
  journey_node_execution_report: 'journey_id, bucket, node_key, outlet, shard',
  journey_node_performance_report: 'journey_id, bucket, node_key, channel, outcome, shard',
  event_report: 'workspace_id, name, bucket, shard',
}

/** What is kept of a tick: all of its write but for the rows it takes away and the history made of them. */
export const keep = `started as (insert into engine.progress (${columns('started')}, entered_at, updated_at) select ${columns('started')}, $1, $1 from ${from('started')}),
moved as (update engine.progress p set version_id = v.version_id, node_key = v.node_key, status = v.status, reason = v.reason, visits = v.visits,
    row_version = p.row_version + 1, parked_due = v.parked_due, due_at = v.due_at, rest = v.rest, failed_at = v.failed_at,
    variables = v.variables, converted_at = v.converted_at, updated_at = $1
  from ${from('moved')} where p.shard = v.shard and p.id = v.id and p.row_version = v.row_version returning 1),
armed as (insert into engine.timer (${columns('armed')}) select ${columns('armed')} from ${from('armed')}),
walked as (insert into engine.walk (${columns('walked')}, at) select ${columns('walked')}, $1 from ${from('walked')}),
created as (insert into engine.message (${columns('created')}, created_at, due_at) select ${columns('created')}, $1, $1 from ${from('created')}),
${count('journey_report', 'journeys', 'workspace_id, journey_id', ['triggered', 'ended', 'canceled', 'errored', 'converted', 'revenue'])},
${count('journey_execution_report', 'executions', 'workspace_id, journey_id, status, reason', ['count'])},
${count('journey_performance_report', 'performances', 'workspace_id, journey_id, channel, outcome', ['count'])},
${count('journey_node_execution_report', 'nodeExecutions', 'workspace_id, journey_id, node_key, outlet', ['count'])},
${count('journey_node_performance_report', 'nodePerformances', 'workspace_id, journey_id, node_key, channel, outcome', ['count'])},
events_counted as (insert into engine.event_report as r (workspace_id, name, bucket, shard, count)
  select workspace_id, name, bucket, $2::smallint, count from ${from('events')}
  on conflict (workspace_id, name, bucket, shard) do update set count = r.count + excluded.count)`

/**
 * Everything a tick decided, in one statement. Answers with the rows it removed and moved: fewer than asked for means that
 * something changed a row under the shard's lock, and the tick is rolled back.
 *
 * Locks: the rows it removes and updates, all in shards that the tick holds; counters under one such shard. Removing by
 * row address is safe there: only the holder removes, nothing updates, and the rows were read in this transaction.
 * Updates by the primary key of progress.
 */
export const write = {
  name: 'tick_write',
  text: `with
applied as (delete from engine.inbox where ctid = any($${first.get('applied')}::tid[]) returning shard, member_id, id, workspace_id, payload, accepted_at),
removed as (delete from engine.inbox where ctid = any($${first.get('removed')}::tid[]) returning 1),
fired as (delete from engine.timer where ctid = any($${first.get('fired')}::tid[]) returning 1),
history as (insert into engine.event (shard, member_id, id, workspace_id, kind, name, at, accepted_at, payload)
  select shard, member_id, id, workspace_id, payload ->> 'kind', payload ->> 'name', (payload ->> 'at')::timestamptz, accepted_at,
    payload - '{kind,name,at,history}'::text[] from applied),
${keep}
select (select count(*)::int from applied) as applied, (select count(*)::int from removed) as removed,
  (select count(*)::int from fired) as fired, (select count(*)::int from moved) as moved`,
} satisfies Sql
export type WriteRow = { applied: number; removed: number; fired: number; moved: number }
