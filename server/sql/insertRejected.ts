import type { Rejection } from '#domain/event/storable.ts'
import { LIMITS } from '#domain/event/wire.ts'
import type { Queryable } from '#server/db/pg.ts'

export type RejectedItem = Rejection & { workspaceId: number; keyId: number | null; messageId: string | null; item: unknown }

/** What a row may hold: item as JSON (which escapes NUL and lone surrogates), cut at an event's size. */
const text = `
  insert into engine.rejected_event (workspace_id, code, detail, pointer, message_id, key_id, item)
  select x.* from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[])
         as x (workspace_id, code, detail, pointer, message_id, key_id, item)`

export async function insertRejected(db: Queryable, items: readonly RejectedItem[]): Promise<void> {
  if (!items.length) return
  const values = [
    items.map((i) => i.workspaceId),
    items.map((i) => i.code),
    items.map((i) => storable(i.detail)),
    items.map((i) => (i.pointer === null ? null : storable(i.pointer))),
    items.map((i) => (i.messageId === null ? null : storable(i.messageId))),
    items.map((i) => i.keyId),
    items.map((i) => cut(shown(i.item))),
  ]
  await db.query({ name: 'insert_rejected', text, values })
}

/** NUL and lone surrogates become the replacement character. */
const storable = (value: string) => Buffer.from(value.slice(0, 1_000).replaceAll('\u0000', '\ufffd')).toString()
const cut = (item: string | undefined) =>
  Buffer.from((item ?? '').replaceAll('\u0000', '\ufffd'))
    .subarray(0, LIMITS.itemBytes)
    .toString()

/** What is nested thousands of levels deep cannot even be written down. */
function shown(item: unknown): string {
  if (typeof item === 'string') return item
  try {
    return JSON.stringify(item) ?? ''
  } catch {
    return '(nested too deeply to be shown)'
  }
}
