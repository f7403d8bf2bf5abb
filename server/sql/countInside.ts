import type { Sql } from '#server/db/pg.ts'

/** Who is inside journey $1 now, by version and node, at the snapshot's instant. Locks nothing. By progress_open. */
export const countInside = {
  name: 'count_inside',
  text: `
select now() as at, v.number as version, p.node_key as "nodeKey", p.waiting
from (select version_id, node_key, count(*)::int as waiting from engine.progress
  where journey_id = $1 and status in ('READY', 'RUNNING', 'WAITING') group by version_id, node_key) p
join public.journey_version v on v.id = p.version_id order by v.number desc, p.waiting desc, p.node_key`,
} satisfies Sql
export type CountInsideRow = { at: Date; version: number; nodeKey: string; waiting: number }

export const clock = { name: 'clock', text: 'select now() as at' } satisfies Sql

/** The documents of versions $2 of journey $1, by the unique key (journey_id, number). */
export const documentsOf = {
  name: 'documents_of_versions',
  text: 'select number, document from public.journey_version where journey_id = $1 and number = any($2::int[])',
} satisfies Sql
export type DocumentRow = { number: number; document: unknown }
