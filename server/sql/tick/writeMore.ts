import type { Sql } from '#server/db/pg.ts'

/**
 * What most ticks have nothing of, written before the rest: timers taken back, subscriptions, effects that go through the
 * inbox, refusals, members taken along by a publish, arms of experiments that members took, and segments with the member's own timer. A tick
 * that has none of it does not run this.
 *
 * Locks: the rows it removes and updates, all in shards that the tick holds; it adds to inboxes of the same members. By the
 * primary keys of timer, subscription, segment_member, experiment_exposure and member.
 */
const parts = {
  unarmed: {
    columns: {
      shard: 'smallint',
      lane: 'smallint',
      workspace_id: 'int',
      due_at: 'timestamptz',
      progress_id: 'bigint',
      member_id: 'bigint',
    },
    text: (from: string) => `delete from engine.timer t using ${from}
  where t.shard = v.shard and t.lane = v.lane and t.workspace_id = v.workspace_id and t.due_at = v.due_at and t.progress_id = v.progress_id
    and t.member_id = v.member_id returning 1`,
  },
  armedMember: {
    columns: {
      shard: 'smallint',
      lane: 'smallint',
      workspace_id: 'int',
      due_at: 'timestamptz',
      progress_id: 'bigint',
      member_id: 'bigint',
    },
    text: (from: string) =>
      `insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id) select * from ${from} returning 1`,
  },
  unsubscribed: {
    columns: { shard: 'smallint', member_id: 'bigint', progress_id: 'bigint', awaits: 'text' },
    text: (from: string) => `delete from engine.subscription s using ${from}
  where s.shard = v.shard and s.member_id = v.member_id and s.progress_id = v.progress_id and s.awaits = v.awaits returning 1`,
  },
  subscribed: {
    columns: { shard: 'smallint', member_id: 'bigint', progress_id: 'bigint', awaits: 'text', workspace_id: 'int' },
    text: (from: string) =>
      `insert into engine.subscription (shard, member_id, progress_id, awaits, workspace_id) select * from ${from} returning 1`,
  },
  sent: {
    columns: { shard: 'smallint', lane: 'smallint', workspace_id: 'int', member_id: 'bigint', kind: 'text', payload: 'jsonb' },
    text: (from: string) =>
      `insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload) select * from ${from} returning 1`,
  },
  refused: {
    columns: {
      shard: 'smallint',
      member_id: 'bigint',
      journey_id: 'int',
      at: 'timestamptz',
      workspace_id: 'int',
      node_key: 'text',
      because: 'text',
      event: 'jsonb',
      saw: 'jsonb',
    },
    text: (from: string) =>
      `insert into engine.refusal (shard, member_id, journey_id, at, workspace_id, node_key, because, event, saw) select * from ${from} returning 1`,
  },
  belonging: {
    columns: {
      shard: 'smallint',
      member_id: 'bigint',
      segment_id: 'int',
      workspace_id: 'int',
      is_in: 'boolean',
      since: 'timestamptz',
      changes_at: 'timestamptz',
    },
    text: (from: string) => `insert into engine.segment_member as m (shard, member_id, segment_id, workspace_id, is_in, since, changes_at)
  select v.* from ${from} where exists (select from public.segment g where g.id = v.segment_id)
  on conflict (shard, member_id, segment_id) do update set is_in = excluded.is_in, since = excluded.since, changes_at = excluded.changes_at returning 1`,
  },
  flipped: {
    columns: {
      shard: 'smallint',
      member_id: 'bigint',
      at: 'timestamptz',
      segment_id: 'int',
      number: 'smallint',
      is_in: 'boolean',
      workspace_id: 'int',
    },
    text: (
      from: string,
    ) => `insert into engine.segment_history (shard, member_id, at, segment_id, number, is_in, workspace_id) select * from ${from}
  on conflict (shard, member_id, segment_id, at, number) do update set number = engine.segment_history.number returning 1`,
  },
  exposed: {
    columns: {
      shard: 'smallint',
      member_id: 'bigint',
      journey_id: 'int',
      node_key: 'text',
      salt: 'text',
      arm: 'text',
      at: 'timestamptz',
      workspace_id: 'int',
    },
    text: (
      from: string,
    ) => `insert into engine.experiment_exposure (shard, member_id, journey_id, node_key, salt, arm, at, workspace_id) select * from ${from}
  on conflict (shard, member_id, journey_id, node_key, salt) do nothing returning 1`,
  },
  // The move's row is locked against deletion first: without it nothing is counted.
  carried: {
    columns: { move_id: 'bigint', shard: 'smallint', moved: 'int', gone: 'int' },
    text: (from: string) => `insert into engine.version_move_count as c (move_id, shard, moved, gone)
  select v.move_id, v.shard, sum(v.moved), sum(v.gone) from ${from}
  where exists (select from engine.version_move m where m.id = v.move_id for key share) group by v.move_id, v.shard
  on conflict (move_id, shard) do update set moved = c.moved + excluded.moved, gone = c.gone + excluded.gone returning 1`,
  },
  woken: {
    columns: { shard: 'smallint', id: 'bigint', wake_at: 'timestamptz' },
    text: (from: string) => `update engine.member m set wake_at = v.wake_at, assessed_at = coalesce(m.assessed_at, now()) from ${from}
  where m.shard = v.shard and m.id = v.id returning 1`,
  },
} as const
export type MoreTable = keyof typeof parts
export const moreTables = [
  'unarmed',
  'armedMember',
  'unsubscribed',
  'subscribed',
  'sent',
  'refused',
  'belonging',
  'flipped',
  'exposed',
  'carried',
  'woken',
] as const satisfies readonly MoreTable[]
export const moreColumns = (table: MoreTable): string[] => Object.keys(parts[table].columns)

/** Each table's rows come as one JSON array of objects: these are few, and of many shapes. */
const fromOf = (table: MoreTable, parameter: number) =>
  `jsonb_to_recordset($${parameter}::jsonb) v(${Object.entries(parts[table].columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})`

/** Apart from the tables and columns that a part names. */
const named = (table: MoreTable) => `${table}_rows`

export const writeMore = {
  name: 'tick_write_more',
  text: `with
${moreTables.map((table, i) => `${named(table)} as (${parts[table].text(fromOf(table, i + 1))})`).join(',\n')}
select ${moreTables.map((table) => `(select count(*)::int from ${named(table)}) as "${table}"`).join(', ')}`,
} satisfies Sql
export type WriteMoreRow = { [Table in MoreTable]: number }
