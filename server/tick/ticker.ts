import type pg from 'pg'
import { LIVE } from '#domain/engine/inbox.ts'
import { logOf } from '#server/log.ts'
import { forward } from '#server/sql/tick/forward.ts'
import { type ReadRow, type ReadRows, read, readRows } from '#server/sql/tick/read.ts'
import { type TakeRow, take } from '#server/sql/tick/take.ts'
import { type Catalog, Catalogs } from './catalog.ts'
import { isPoison, RowsChanged, type Run, runner, type Spent } from './connection.ts'
import { type Decided, decide, type Guilty } from './decide.ts'
import { type Gathered, gather } from './gather.ts'
import { TickIds } from './ids.ts'
import { merge } from './merge.ts'
import { number, persist, type Slot } from './persist.ts'
import { divertAll, type Poisoned, persistApart, releaseAll } from './poison.ts'
import type { Numbered } from './record.ts'

export type Clock = { now: Date }
export type TickerOptions = {
  /** Connections with TICK_OPTIONS (createTickPool). A tick uses one, a merge another after it. */
  pool: pg.Pool
  /** Shared by the tickers of a process. */
  catalogs?: Catalogs
  /** A virtual clock; without it PostgreSQL's. */
  clock?: Clock | undefined
  /** Rows wanted in a tick; without it, adapted to the time a tick takes. */
  rows?: number
  /** Collects the time of each statement. */
  spent?: Spent
  /** What was decided, before it is written; for benches. */
  onDecided?: (decided: readonly Numbered[], slot: Slot) => Promise<void>
}
/** `rows` were taken away, `messages` created. `isFull`: there may well be more. */
export type Ticked = { rows: number; messages: number; isFull: boolean; members: number }

const SHARDS = 64
/** Below `min` a tick is spent on its dozen statements instead of on rows: on a busy machine it would shrink and fall behind. */
const ROWS = { first: 500, min: 250, max: 2_000 }
const MS = { aim: 48, most: 60 }
/** A batch that failed on its data is taken apart in one of the ticks that follow it, whoever runs it. */
const CAREFUL_TICKS = 200
const WORKSPACES_MAX = 32
/** How long a look at all shards is good for. */
const LIST_MS = 250
const NOTHING_AHEAD: Ahead = { shards: [], lanes: [], timers: [], until: 0 }

/**
 * The engine's turn (DESIGN 3): one READ COMMITTED transaction that locks free shards with work, reads their rows, decides,
 * and writes everything. Dies without a trace: what a rolled-back tick has read is there for the next.
 */
export class Ticker {
  readonly #options: TickerOptions
  readonly #catalogs: Catalogs
  readonly #ids = new TickIds()
  #rows: number
  #nextShard = Math.floor(Math.random() * SHARDS)
  #ahead = NOTHING_AHEAD
  #afterWorkspace = 0
  #careful = 0

  constructor(options: TickerOptions) {
    this.#options = options
    this.#catalogs = options.catalogs ?? new Catalogs()
    this.#rows = options.rows ?? ROWS.first
  }

  /**
   * One turn. Throws when the database is away or refuses for reasons that are not in the rows; then nothing was written.
   */
  async tick(): Promise<Ticked> {
    const from = performance.now()
    const db = await this.#options.pool.connect()
    const run = runner(db, this.#options.spent)
    let broken: Error | undefined
    let turned: Turned
    try {
      await run(BEGIN)
      turned = await this.#turn(run)
      await run(COMMIT)
      this.#ids.keep()
    } catch (error) {
      this.#ids.forget()
      await db.query('rollback').catch((e: Error) => {
        broken = e
      })
      if (!isPoison(error)) throw error
      logOf('tick').warn({ err: error }, 'a batch failed on its data and is taken apart')
      this.#careful = CAREFUL_TICKS
      return { rows: 0, messages: 0, members: 0, isFull: true }
    } finally {
      db.release(broken)
    }
    this.#adapt(performance.now() - from, turned.isFull)
    const merged = await this.#merge(turned.merges)
    return { ...turned, rows: turned.rows + merged, isFull: turned.isFull || merged > 0 }
  }

  async #turn(run: Run): Promise<Turned> {
    const clock = this.#options.clock?.now.toISOString() ?? null
    const taken = await this.#take(clock, run)
    if (taken.shards.length === 0) return IDLE
    // Only the lanes that were taken: a shard with a live row would bring a batch of its bulk rows along.
    const places = [taken.shards, taken.lanes]
    const groups = await run<ReadRows>(read, [...places, this.#rows, this.#afterWorkspace, clock])
    const [head] = groups
    if (!head) throw new Error('The catalog has no row.')
    const { epoch, now } = head
    const rows = readRows(groups)
    if (rows.length === 0) return this.#rewound(taken)
    this.#turnWorkspaces(rows)
    const catalog = await this.#catalogs.at(epoch, run)
    const { gathered, decided, guilty } = await this.#decide(rows, { catalog, now, run })
    const numbered = await number(decided, this.#ids, run)
    const poisoned = [...gathered.poisoned, ...guilty.map(({ share, reason }) => ({ rows: share.rows, reason }))]
    const slot = { now, shard: taken.shards[0] ?? 0 }
    await this.#options.onDecided?.(numbered, slot)
    const written = await this.#write(numbered, gathered, poisoned, slot, run)
    return {
      rows: written.reduce((sum, { share }) => sum + share.rows.length, 0) + asideOf(gathered, poisoned),
      messages: written.reduce((sum, { messageIds }) => sum + messageIds.length, 0),
      members: written.length,
      isFull: taken.isFull,
      merges: gathered.merges,
    }
  }

  /** Where a version turned up that looks at attributes which were not asked for, members are loaded again: versions are known from then on. */
  async #decide(rows: ReadRow[], { catalog, now, run }: { catalog: Catalog; now: number; run: Run }): Promise<Decisions> {
    const catalogs = this.#catalogs
    const { asking } = catalogs
    const gathered = await gather(rows, catalog, catalogs, run)
    const decisions = await decide(gathered.shares, { catalog, catalogs, now, run })
    if (catalogs.asking !== asking) return this.#decide(rows, { catalog, now, run })
    return { gathered, ...decisions }
  }

  /**
   * Under a load that fills a tick with live rows, the shards that the last look found and did not come to are gone on with, for a
   * moment. Bulk rows are looked for each time, since live ones go before them.
   */
  async #take(clock: string | null, run: Run): Promise<Taken> {
    const ahead = performance.now() < this.#ahead.until ? this.#ahead : NOTHING_AHEAD
    const { shards, lanes, timers, until } = ahead
    const [taken] = await run<TakeRow>(take, [this.#rows, this.#nextShard, clock, shards, lanes, timers])
    this.#ahead = NOTHING_AHEAD
    if (!taken) return NOTHING_TAKEN
    const hasList = shards.length > 0
    if (taken.shards.length === 0 && hasList) return this.#take(clock, run)
    this.#nextShard = ((taken.shards.at(-1) ?? 0) + 1) % SHARDS
    const isFull = taken.gathered >= this.#rows
    if (isFull) this.#ahead = aheadOf(taken, hasList ? until : performance.now() + LIST_MS)
    return { shards: taken.shards, lanes: taken.lanes, isFull: isFull || hasList, isListed: hasList }
  }

  /** Returns what was written: everything, unless a batch was taken apart. */
  async #write(numbered: Numbered[], gathered: Gathered, poisoned: Poisoned[], slot: Slot, run: Run): Promise<Numbered[]> {
    await forwardAll(gathered.forwarded, run)
    await releaseAll(gathered.released, run)
    let written = numbered
    const blamed = [...poisoned]
    if (this.#careful === 0) await persist(numbered, gathered.dropped, slot, run)
    else {
      this.#careful--
      const guilty = await persistApart(numbered, slot, run)
      if (guilty.length > 0) this.#careful = 0
      const out = new Set(guilty.map(({ one }) => one))
      written = numbered.filter((one) => !out.has(one))
      for (const { one, reason } of guilty) blamed.push({ rows: one.share.rows, reason })
      if (gathered.dropped.length > 0) await persist([], gathered.dropped, slot, run)
    }
    await divertAll(blamed, run)
    for (const { rows, reason } of blamed)
      if (reason !== 'held') logOf('tick').error({ shard: rows[0]?.shard, memberId: rows[0]?.memberId, reason }, 'a member is held')
    return written
  }

  async #merge(rows: readonly ReadRow[]): Promise<number> {
    let merged = 0
    const once = new Map(rows.map((row) => [JSON.stringify(row.payload), row]))
    for (const row of once.values()) {
      const { pool, clock } = this.#options
      if (await merge(row, { pool, clock, catalogs: this.#catalogs, ids: this.#ids })) merged++
    }
    return merged
  }

  /** What a list told of is gone by now: another look is to follow. */
  #rewound({ isListed }: Taken): Turned {
    this.#afterWorkspace = 0
    this.#ahead = NOTHING_AHEAD
    return { ...IDLE, isFull: isListed }
  }

  /** Where more workspaces wait in a shard than one reading looks at, the next begins behind them. */
  #turnWorkspaces(rows: readonly ReadRow[]): void {
    const seen = new Set(rows.map(({ workspace }) => workspace))
    this.#afterWorkspace = seen.size >= WORKSPACES_MAX ? Math.max(...seen) : 0
  }

  #adapt(ms: number, isFull: boolean): void {
    if (this.#options.rows !== undefined) return
    if (ms > MS.most) this.#rows = Math.max(ROWS.min, Math.floor(this.#rows * Math.max(0.5, MS.aim / ms)))
    else if (isFull && ms < MS.aim) this.#rows = Math.min(ROWS.max, Math.ceil(this.#rows * Math.min(1.25, MS.aim / ms)))
  }
}

/** `isListed`: gone on with, not looked for. */
type Taken = { shards: number[]; lanes: number[]; isFull: boolean; isListed: boolean }
const NOTHING_TAKEN: Taken = { shards: [], lanes: [], isFull: false, isListed: false }

/** Shards that a look found, with their lanes and the timers due there; `until`: when to look again, on performance.now(). */
type Ahead = { shards: readonly number[]; lanes: readonly number[]; timers: readonly number[]; until: number }

/** What a look found and did not come to: the live lanes, which come first. */
function aheadOf({ passed, listShards, listLanes, listTimers }: TakeRow, until: number): Ahead {
  const end = listLanes.filter((lane) => lane === LIVE).length
  const rest = <T>(list: T[]) => list.slice(passed, Math.max(passed, end))
  return { shards: rest(listShards), lanes: rest(listLanes), timers: rest(listTimers), until }
}

type Decisions = { gathered: Gathered; decided: Decided[]; guilty: Guilty[] }
type Turned = Ticked & { merges: ReadRow[] }
const IDLE: Turned = { rows: 0, messages: 0, members: 0, isFull: false, merges: [] }
const BEGIN = { name: 'tick_begin', text: 'begin' }
const COMMIT = { name: 'tick_commit', text: 'commit' }

const asideOf = ({ forwarded, dropped, released }: Gathered, poisoned: Poisoned[]) =>
  forwarded.length + dropped.length + released.length + poisoned.reduce((sum, { rows }) => sum + rows.length, 0)

async function forwardAll(forwarded: Gathered['forwarded'], run: Run): Promise<void> {
  if (forwarded.length === 0) return
  const values = [forwarded.map(({ row }) => row.row), forwarded.map(({ shard }) => shard), forwarded.map(({ memberId }) => memberId)]
  const [sent] = await run<{ count: number }>(forward, values)
  if (sent?.count !== forwarded.length) throw new RowsChanged({ forwarded: forwarded.length }, sent ?? {})
}
