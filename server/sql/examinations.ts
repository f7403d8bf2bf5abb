import type { Sql } from '#server/db/pg.ts'

/** Keeps what an examination found: $1 how long it took in ms, $2 findings. */
export const keepExamination = {
  name: 'keep_examination',
  text: 'insert into engine.examination (took_ms, findings) values ($1, $2)',
} satisfies Sql

/** Those of the last 90 days are kept: a row a night. */
export const forgetExaminations = {
  name: 'forget_examinations',
  text: `delete from engine.examination where at < now() - interval '90 days'`,
} satisfies Sql

/** The last one. Primary key. */
export const lastExamination = {
  name: 'last_examination',
  text: 'select at, findings from engine.examination order by id desc limit 1',
} satisfies Sql
export type LastExaminationRow = { at: Date; findings: { what: string; isWell: boolean; says: string }[] }
