import type { Sql } from '#server/db/pg.ts'

/** Partitions of event and walk for this month and the two after. Idempotent; takes its own advisory lock. */
export const ensurePartitions = { name: 'ensure_partitions', text: 'select engine.ensure_partitions(now(), 3)' } satisfies Sql

/** Forgets up to 5,000 message ids that were seen more than 30 days ago. By event_seen_by_age; locks those rows. */
export const forgetSeen = {
  name: 'forget_seen',
  text: `delete from engine.event_seen where ctid = any(array(
  select ctid from engine.event_seen where at < now() - interval '30 days' limit 5000))`,
} satisfies Sql

/** Forgets up to 5,000 refusals that are older than 90 days. By refusal_by_age; locks those rows. */
export const forgetRefusals = {
  name: 'forget_refusals',
  text: `delete from engine.refusal where ctid = any(array(
  select ctid from engine.refusal where at < now() - interval '90 days' limit 5000))`,
} satisfies Sql

/** Rows of segments that were taken away, in shard $1. Walks the shard's memberships. */
export const forgetMemberships = {
  name: 'forget_memberships',
  text: 'delete from engine.segment_member s where s.shard = $1 and not exists (select from public.segment g where g.id = s.segment_id)',
} satisfies Sql

/** Walks over audiences that ended more than 30 days ago. */
export const forgetMemberWalks = {
  name: 'forget_member_walks',
  text: `delete from engine.member_walk where finished_at < now() - interval '30 days'`,
} satisfies Sql

/** In how many ms the next timer is due; null when there is none. By timer_next. */
export const nextDue = {
  name: 'next_due',
  text: 'select extract(epoch from min(due_at) - now())::float8 * 1000 as ms from engine.timer',
} satisfies Sql
export type NextDueRow = { ms: number | null }

/** One-time links a week after their end, and sessions that were ended so long ago that their tokens ran out (30 days). */
export const forgetLinks = {
  name: 'upkeep_forget_links',
  text: `with sessions as (delete from ended_session where ended_at < now() - interval '31 days')
    delete from one_time_link where expires_at < now() - interval '7 days'`,
} satisfies Sql
