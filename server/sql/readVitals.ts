import type { Queryable } from '#server/db/pg.ts'

export type Vitals = {
  now: Date
  version: string
  major: number
  bytes: number
  migrations: number
  lastMigration: string | null
  workers: number
  silenceSeconds: number
  inbox: number
  inboxSeconds: number
  overdue: number
  overdueSeconds: number
  outbox: number
  outboxSeconds: number
  deadLetters: number
  failedJobs: number
  /** The latest of them, with why. */
  failedJob: string | null
  held: number
}

const age = (instant: string) => `coalesce(extract(epoch from clock_timestamp() - ${instant}), 0)::float8`

/** How the installation is right now. Locks nothing; reads what waits, which is little, and the sessions of the server. */
export async function readVitals(db: Queryable): Promise<Vitals> {
  const { rows } = await db.query<Vitals>(`
    with ticks as (select count(distinct (client_addr, application_name)) as sessions, max(state_change) as last from pg_stat_activity
        where application_name like 'sojourn tick %' and datname = current_database()),
      inbox as (select count(*) as count, min(accepted_at) as oldest from engine.inbox),
      overdue as (select count(*) as count, min(due_at) as oldest from engine.timer where due_at < now()),
      outbox as (select count(*) as count, min(due_at) as oldest from engine.message where status = 'pending' and due_at < now()),
      letters as (select count(*) as count, count(*) filter (where source = 'job') as jobs,
          (array_agg(kind || ': ' || reason order by at desc) filter (where source = 'job'))[1] as job
        from engine.dead_letter where replayed_at is null),
      applied as (select count(*) as count, max(migration_name) as last from _prisma_migrations where finished_at is not null)
    select clock_timestamp() as now, current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major,
      pg_database_size(current_database()) as bytes, applied.count as migrations, applied.last as "lastMigration",
      ticks.sessions as workers, ${age('ticks.last')} as "silenceSeconds", inbox.count as inbox, ${age('inbox.oldest')} as "inboxSeconds",
      overdue.count as overdue, ${age('overdue.oldest')} as "overdueSeconds", outbox.count as outbox, ${age('outbox.oldest')} as "outboxSeconds",
      letters.count as "deadLetters", letters.jobs as "failedJobs", letters.job as "failedJob",
      (select count(*) from engine.member where held_at is not null) as held
    from ticks, inbox, overdue, outbox, letters, applied`)
  const [vitals] = rows
  if (!vitals) throw new Error('The database answered nothing.')
  return vitals
}
