import type { Queryable } from '#server/db/pg.ts'
import type { Outgoing } from '#server/provider/provider.ts'
import { storable } from './storable.ts'

/** One statement for the batch; a message that is there already stays as it is (unique by shard and message). */
const text = `
insert into engine.sandbox_message (workspace_id, shard, message_id, member_id, channel, sender, recipient, subject, html, text, headers, at)
select m.*, coalesce($12::timestamptz, clock_timestamp())
from unnest($1::int[], $2::smallint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::jsonb[]) m
on conflict (shard, message_id) do nothing`

export async function insertSandboxMessages(db: Queryable, messages: Outgoing[], at?: Date): Promise<void> {
  const column = <T>(of: (message: Outgoing) => T) => messages.map(of)
  await db.query({
    name: 'insert_sandbox_messages',
    text,
    values: [
      column((m) => m.workspaceId),
      column((m) => m.shard),
      column((m) => m.id),
      column((m) => m.memberId),
      column((m) => m.channel),
      column((m) => storable(m.from.name ? `${m.from.name} <${m.from.address}>` : m.from.address)),
      column((m) => m.to),
      column((m) => storable(m.subject)),
      column((m) => storable(m.html)),
      column((m) => storable(m.text)),
      column((m) => JSON.stringify(m.headers)),
      at ?? null,
    ],
  })
}
