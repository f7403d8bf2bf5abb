import type { Player } from '#domain/simulate/member.ts'
import type { Window } from '#domain/simulate/play.ts'
import { transaction } from '#server/db/pg.ts'
import {
  readSimulatedChanges,
  readSimulatedEvents,
  type Selves,
  type SimulatedChangeRow,
  type SimulatedEventRow,
} from '#server/sql/simulate/history.ts'
import { readSimulatedMembers, type SimulatedMemberRow } from '#server/sql/simulate/members.ts'
import { playerOf } from './players.ts'

export type StoredAsked = {
  workspaceId: number
  window: Window
  /** Only members with an event of one of these names in the window; null: all. */
  names: readonly string[] | null
  onlyId: number | null
  /** Nothing that was accepted later is read, so that a long reading sees one history. */
  watermark: Date
}

/** Members of a chunk, and events that one should hold: what bounds the memory of a reading, one member's history apart. */
const MEMBERS = { first: 200, min: 1, max: 2_000 }
const EVENTS_AIM = 20_000

/** Stored members in the order of their ids, read in chunks of short transactions. */
export async function* storedPlayers(asked: StoredAsked): AsyncGenerator<Player> {
  let afterId = 0
  let limit = MEMBERS.first
  for (;;) {
    const { members, events, changes } = await chunk(asked, afterId, limit)
    for (const [place, member] of members.entries())
      yield playerOf(member, events.get(place) ?? [], changes.get(place) ?? [], asked.window.from)
    const last = members.at(-1)
    if (!last || members.length < limit) return
    afterId = last.id
    const read = [...events.values()].reduce((sum, { length }) => sum + length, 0)
    limit = Math.round(Math.min(MEMBERS.max, 2 * limit, Math.max(MEMBERS.min, (members.length * EVENTS_AIM) / Math.max(1, read))))
  }
}

type Chunk = { members: SimulatedMemberRow[]; events: Map<number, SimulatedEventRow[]>; changes: Map<number, SimulatedChangeRow[]> }

const chunk = ({ workspaceId, window, names, onlyId, watermark }: StoredAsked, afterId: number, limit: number): Promise<Chunk> =>
  transaction(async (db) => {
    // A chunk is looked up by keys; a plan that scans a table for it would scan it for every chunk.
    await db.query('set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off')
    const [from, to] = [new Date(window.from), new Date(window.to)]
    const members = await readSimulatedMembers(db, { workspaceId, afterId, limit, names, from, to, onlyId })
    const selves = members.flatMap(selvesOf)
    const events = byPlace(await readSimulatedEvents(db, selves, to, watermark))
    const own = selves.filter(({ place, id }) => members[place]?.id === id)
    return { members, events, changes: byPlace(await readSimulatedChanges(db, own, from)) }
  })

const selvesOf = ({ shard, id, aliases }: SimulatedMemberRow, place: number): Selves => [
  { place, shard, id },
  ...(aliases ?? []).map((alias) => {
    const [aliasShard, aliasId] = alias.split('-')
    return { place, shard: Number(aliasShard), id: Number(aliasId) }
  }),
]

function byPlace<Row extends { place: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const places = new Map<number, Row[]>()
  for (const row of rows) {
    const before = places.get(row.place)
    if (before) before.push(row)
    else places.set(row.place, [row])
  }
  return places
}
