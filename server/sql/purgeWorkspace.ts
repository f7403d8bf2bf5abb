import type { Sql } from '#server/db/pg.ts'

/**
 * Removing a workspace's rows, a shard at a time, under the shard's locks (1: ticks, 2: senders) so that nobody writes
 * for a member that is going. Every statement reads an index that begins with shard, workspace or journey.
 */
const sql = (name: string, text: string): Sql => ({ name: `purge_${name}`, text })

export const lockShard = sql('lock', 'select pg_advisory_xact_lock(1, $1), pg_advisory_xact_lock(2, $1)')

/** What waits: nothing of the workspace is due afterwards. Parameters: shard, workspace. */
export const pendingOfShard = [
  sql('timer', 'delete from engine.timer where shard = $1 and lane in (0, 1) and workspace_id = $2'),
  sql('inbox', 'delete from engine.inbox where shard = $1 and lane in (0, 1) and workspace_id = $2'),
]

/** A page of the workspace's members in a shard. Parameters: shard, workspace, id before, how many. */
export const membersOfShard = sql(
  'members',
  'select id from engine.member where shard = $1 and workspace_id = $2 and id > $3 order by id limit $4',
)

/** Everything kept about members. Parameters: shard, member ids. */
export const rowsOfMembers = [
  sql(
    'walk',
    'delete from engine.walk w using engine.progress p where p.shard = $1 and p.member_id = any($2) and w.shard = $1 and w.progress_id = p.id',
  ),
  sql('progress', 'delete from engine.progress where shard = $1 and member_id = any($2)'),
  ...[
    ...['subscription', 'refusal', 'segment_member', 'segment_history', 'experiment_exposure'],
    ...['delivery_event', 'message', 'event', 'attribute_history', 'consent_history', 'consent', 'member_identity'],
  ].map((table) => sql(table, `delete from engine.${table} where shard = $1 and member_id = any($2)`)),
  sql('member', 'delete from engine.member where shard = $1 and id = any($2)'),
]

/** Counters. Parameter: workspace. */
export const countersOfWorkspace = [
  'journey_report',
  'journey_execution_report',
  'journey_performance_report',
  'journey_node_execution_report',
  'journey_node_performance_report',
  'journey_spending',
].map((table) => sql(table, `delete from engine.${table} r using journey j where j.workspace_id = $1 and r.journey_id = j.id`))

/** The rest, in pages until none is left. Parameters: workspace, how many. */
export const pagesOfWorkspace = [
  'event_report',
  'event_seen',
  'sandbox_message',
  'rejected_event',
  'dead_letter',
  'audit_log',
  'idempotency_key',
].map((table) => {
  const from = table === 'audit_log' || table === 'idempotency_key' ? table : `engine.${table}`
  return sql(table, `delete from ${from} where ctid = any(array(select ctid from ${from} where workspace_id = $1 limit $2))`)
})
