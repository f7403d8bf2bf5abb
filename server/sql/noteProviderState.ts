import type { Queryable } from '#server/db/pg.ts'
import { storable } from './storable.ts'

/** What is wrong with an account, shown in its settings; null: it works. Does not count as an edit. By primary key. */
export async function noteProviderState(db: Queryable, id: number, error: string | null): Promise<void> {
  await db.query({
    name: 'note_provider_state',
    text: 'update public.provider set last_error = $2, last_error_at = case when $2::text is null then null else now() end where id = $1',
    values: [id, error === null ? null : storable(error.slice(0, 500))],
  })
}
