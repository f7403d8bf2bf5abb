import type { Queryable } from '#server/db/pg.ts'
import type { AliasSet } from './readAliases.ts'

export type ConsentRow = { channel: string; topic: string; state: 'granted' | 'denied' | 'pending'; source: string; at: Date }

/** Consent as it stands, the whole channel before its topics. Locks nothing; served by consent's primary key. */
export async function readConsent(db: Queryable, member: { shard: number; id: number }): Promise<ConsentRow[]> {
  const { rows } = await db.query<ConsentRow>({
    name: 'read_consent',
    text: 'select channel, topic, state, source, at from engine.consent where shard = $1 and member_id = $2 order by channel, topic',
    values: [member.shard, member.id],
  })
  return rows
}

/** When its last event was accepted; null without any. One probe of event's primary key per alias and partition. */
export async function readLastSeen(db: Queryable, aliases: AliasSet): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date | null }>({
    name: 'read_last_seen',
    text: `
      select max(last.accepted_at) as at
      from unnest($1::smallint[], $2::bigint[]) as a (shard, id)
      cross join lateral (
        select accepted_at from engine.event e where e.shard = a.shard and e.member_id = a.id order by accepted_at desc, e.id desc limit 1
      ) last`,
    values: [aliases.shards, aliases.ids],
  })
  return rows[0]?.at ?? null
}
