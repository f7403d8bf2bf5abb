import type { Sql } from '#server/db/pg.ts'

/** Asks for an examination, unless one is asked for or under way. Locks nothing; by primary key, a row a night. */
export const askExamination = {
  name: 'ask_examination',
  text: 'insert into engine.examination (at) select clock_timestamp() where not exists (select from engine.examination where findings is null)',
} satisfies Sql

/**
 * Takes the examination that is asked for, or one whose worker is gone; else begins one of its own. No row while another
 * worker is at it. Locks the row that it takes.
 *
 * $1 how many steps it will have
 */
export const beginExamination = {
  name: 'begin_examination',
  text: `
with open as (select id, began_at, moved_at from engine.examination where findings is null order by id desc limit 1 for update),
taken as (
  update engine.examination e set began_at = clock_timestamp(), moved_at = clock_timestamp(), done = 0, steps = $1 from open o
  where e.id = o.id and (o.began_at is null or o.moved_at < clock_timestamp() - interval '5 minutes') returning e.id),
made as (
  insert into engine.examination (began_at, steps) select clock_timestamp(), $1 where not exists (select from open) returning id)
select id from taken union all select id from made`,
} satisfies Sql

/** Notes how far one is: $1 id, $2 steps done. */
export const moveExamination = {
  name: 'move_examination',
  text: 'update engine.examination set done = $2, moved_at = clock_timestamp() where id = $1',
} satisfies Sql

/** Keeps what one found: $1 id, $2 how long it took in ms, $3 findings. */
export const keepExamination = {
  name: 'keep_examination',
  text: 'update engine.examination set at = clock_timestamp(), took_ms = $2, findings = $3, done = steps where id = $1',
} satisfies Sql

/** Those of the last 90 days are kept: a row a night. */
export const forgetExaminations = {
  name: 'forget_examinations',
  text: `delete from engine.examination where at < now() - interval '90 days'`,
} satisfies Sql

/** The last that is over. Primary key. */
export const lastExamination = {
  name: 'last_examination',
  text: 'select at, took_ms as "tookMs", findings from engine.examination where findings is not null order by id desc limit 1',
} satisfies Sql
export type LastExaminationRow = {
  at: Date
  tookMs: number
  findings: { what: string; isWell: boolean; says: string; brief?: string }[]
}

/** The one that is asked for or under way. Primary key. */
export const openExamination = {
  name: 'open_examination',
  text: `
select at, began_at as "beganAt", done, steps, (began_at is null and at < clock_timestamp() - interval '20 seconds') or moved_at < clock_timestamp() - interval '5 minutes' as "isForgotten"
from engine.examination where findings is null order by id desc limit 1`,
} satisfies Sql
export type OpenExaminationRow = { at: Date; beganAt: Date | null; done: number; steps: number; isForgotten: boolean }
