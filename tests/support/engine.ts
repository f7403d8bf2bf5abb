import { afterAll } from 'vitest'
import type { InboxKind, Lane } from '#domain/engine/inbox.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import { subscribes } from '#domain/journey/plan.ts'
import { pool } from '#server/db/pg.ts'
import { raiseEpoch } from '#server/sql/raiseEpoch.ts'
import { createTickPool } from '#server/tick/connection.ts'
import { Ticker, type TickerOptions } from '#server/tick/ticker.ts'

export type Place = { shard: number; id: number }

/** Publishes a journey document by SQL, as the verbs leave it; workers notice. Returns its ids. */
export async function publish(workspaceId: number, document: JourneyDocument): Promise<{ id: number; versionId: number }> {
  const { rows } = await pool().query<{ id: number; versionId: number }>(
    `with made as (insert into journey (workspace_id, name, status, settings) values ($1, $2, 'ONGOING', $3) returning id)
     insert into journey_version (workspace_id, journey_id, number, document, subscribes) select $1, id, 1, $4, $5 from made returning journey_id as id, id as "versionId"`,
    [workspaceId, document.name, JSON.stringify(document.settings), JSON.stringify(document), subscribes(document)],
  )
  const [made] = rows
  if (!made) throw new Error('no journey was made')
  await pool().query('update journey set live_version_id = $2 where id = $1', [made.id, made.versionId])
  await raiseEpoch(pool(), made.id)
  return made
}

export async function setStatus(journeyId: number, status: 'ONGOING' | 'PAUSED' | 'ENDED', drains = false): Promise<void> {
  await pool().query('update journey set status = $2::"JourneyStatus", drains = $3 where id = $1', [journeyId, status, drains])
  await raiseEpoch(pool(), journeyId)
}

/** Puts a row into the inbox of a member. */
export async function put(workspaceId: number, member: Place, kind: InboxKind, payload: unknown, lane: Lane = 0, at?: Date): Promise<void> {
  await pool().query(
    `insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload, accepted_at)
     values ($1, $2, $3, $4, $5, $6, coalesce($7::timestamptz, clock_timestamp()))`,
    [member.shard, lane, workspaceId, member.id, kind, JSON.stringify(payload), at ?? null],
  )
}

/** Puts many events into the inbox at once, in order. */
export async function putEvents(workspaceId: number, items: readonly { member: Place; payload: unknown }[]): Promise<void> {
  await pool().query(
    `insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload, accepted_at)
     select shard, 0, $1, id, 'event', payload, clock_timestamp() + n * interval '1 microsecond'
     from unnest($2::smallint[], $3::bigint[], $4::jsonb[]) with ordinality x(shard, id, payload, n) order by n`,
    [
      workspaceId,
      items.map(({ member }) => member.shard),
      items.map(({ member }) => member.id),
      items.map(({ payload }) => JSON.stringify(payload)),
    ],
  )
}

type Happening = { properties?: object; traits?: object; history?: boolean; kind?: string; at?: Date }

export async function happen(workspaceId: number, member: Place, name: string, more: Happening = {}, lane: Lane = 0): Promise<void> {
  const { properties = {}, traits, history, kind = 'track', at } = more
  const payload = { kind, name, at: (at ?? new Date()).toISOString(), properties, ...(traits && { traits }), ...(history && { history }) }
  await put(workspaceId, member, 'event', payload, lane)
}

/** A ticker with connections of its own, closed after the file's tests. */
export function makeTicker(options: Partial<TickerOptions> = {}): Ticker {
  const own = createTickPool(2)
  afterAll(() => own.end())
  return new Ticker({ pool: own, ...options })
}

/** Ticks until three ticks in a row had nothing to do. Returns how many rows were applied. */
export async function settle(...tickers: Ticker[]): Promise<number> {
  let applied = 0
  await Promise.all(
    tickers.map(async (ticker) => {
      for (let idle = 0; idle < 3; ) {
        const { rows, isFull } = await ticker.tick()
        applied += rows
        idle = rows > 0 || isFull ? 0 : idle + 1
      }
    }),
  )
  return applied
}

/** One value of one row. */
export async function value<T>(text: string, values: unknown[] = []): Promise<T> {
  const { rows } = await pool().query({ text, values, rowMode: 'array' })
  return rows[0]?.[0] as T
}

export async function rows<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await pool().query<T>(text, values)).rows
}
