import type { Known, Membership, Passage, StreamRow } from '#domain/engine/apply/work.ts'
import type { MemberFacts, ProgressStatus } from '#domain/engine/types.ts'
import { type Channel, channels } from '#domain/message/channel.ts'
import { type MemberRow, type MembershipRow, members, memberships } from '#server/sql/tick/members.ts'
import { type OutcomeMessageRow, outcomeMessages } from '#server/sql/tick/outcomes.ts'
import { type ArrivalRow, arrivals, awaitingPassages, type PassageRow, passages } from '#server/sql/tick/passages.ts'
import type { ReadRow } from '#server/sql/tick/read.ts'
import type { Catalog, Catalogs } from './catalog.ts'
import { type Run, rowsOf } from './connection.ts'
import { bagSchema, isRelease, readEntry, readRest, streamRow } from './rows.ts'

export type Self = { shard: number; id: number }

/** One member's share of a tick. `rows` are those that this tick takes away, `stream` those that the engine applies. */
export type Share = {
  shard: number
  memberId: number
  workspaceId: number
  rows: ReadRow[]
  stream: StreamRow[]
  facts: MemberFacts
  workspaceZone: string
  /** The member itself and those merged into it; only looked up where something is asked. */
  selves: Self[]
  hasAliases: boolean
  passages: Passage[]
  /** Null here and below: none. Most members have none of it, and a map is dear to make. */
  segments: Map<number, Membership> | null
  wakeAt: number | null
  isAssessed: boolean
  /** The messages that its outcomes are about. */
  messages: Map<number, OutcomeMessage> | null
  /** When passages that are to be moved came to where they rest. */
  arrivals: Map<number, number> | null
  /** Null: nothing was asked. */
  known: Known | null
}

export type OutcomeMessage = Omit<OutcomeMessageRow, 'channel'> & { channel: Channel }

/** The rows of a tick, sorted by what becomes of them. */
export type Gathered = {
  shares: Share[]
  /** Rows of members that are now another. */
  forwarded: { row: ReadRow; shard: number; memberId: number }[]
  /** Rows of held members and, with its reason, of one whose rows cannot be read. */
  poisoned: { rows: ReadRow[]; reason: string }[]
  released: { shard: number; memberId: number; row: ReadRow }[]
  /** Rows of members that are gone. */
  dropped: ReadRow[]
  /** The first merge of a member: its later rows wait behind it. */
  merges: ReadRow[]
}

export const HELD = 'held'

/** Groups rows by member and loads what they need, in a few queries. */
export async function gather(rows: ReadRow[], catalog: Catalog, catalogs: Catalogs, run: Run): Promise<Gathered> {
  const byMember = new Map<number, ReadRow[]>()
  for (const row of rows) {
    const of = byMember.get(row.memberId)
    if (of) of.push(row)
    else byMember.set(row.memberId, [row])
  }
  const loaded = await loadMembers(byMember, catalogs, run)
  const gathered: Gathered = { shares: [], forwarded: [], poisoned: [], released: [], dropped: [], merges: [] }
  for (const [memberId, of] of byMember) sort(memberId, of.sort(inOrder), loaded.get(memberId), catalog, gathered)
  await loadMessages(gathered.shares, run)
  if (catalog.hasSegments) await loadMemberships(gathered.shares, run)
  const unreadable = await loadPassages(gathered.shares, catalog, catalogs, run)
  for (const [share, reason] of unreadable) gathered.poisoned.push({ rows: share.rows, reason })
  return unreadable.size > 0 ? { ...gathered, shares: gathered.shares.filter((share) => !unreadable.has(share)) } : gathered
}

/** By instant, an event before a timer. */
const inOrder = (a: ReadRow, b: ReadRow) => a.at - b.at || Number(a.kind === 'timer') - Number(b.kind === 'timer') || a.id - b.id

async function loadMembers(byMember: Map<number, ReadRow[]>, { asking }: Catalogs, run: Run): Promise<Map<number, MemberRow>> {
  const [some, whole]: [Places, Places] = [
    { shards: [], ids: [] },
    { shards: [], ids: [] },
  ]
  for (const [id, rows] of byMember) {
    const { shards, ids } = rows.some(changesAttributes) ? whole : some
    shards.push(rows[0]?.shard ?? 0)
    ids.push(id)
  }
  const found = some.ids.length > 0 ? await rowsOf(run, asking.sql, [some.shards, some.ids, ...asking.values]) : []
  if (whole.ids.length > 0) found.push(...(await rowsOf(run, members, [whole.shards, whole.ids])))
  return new Map(found.map((member) => [member.id, member]))
}
type Places = { shards: number[]; ids: number[] }

const changesAttributes = ({ kind, payload }: ReadRow) =>
  kind === 'change' || (kind === 'event' && typeof payload === 'object' && payload !== null && 'traits' in payload)

function sort(memberId: number, rows: ReadRow[], member: MemberRow | undefined, catalog: Catalog, into: Gathered): void {
  if (!member) return void into.dropped.push(...rows)
  if (member.mergedIntoId !== null && member.mergedIntoShard !== null) return sortAlias(rows, member, catalog, into)
  if (member.isHeld) {
    const release = rows.find(isRelease)
    if (release) into.released.push({ shard: release.shard, memberId, row: release })
    else into.poisoned.push({ rows, reason: HELD })
    return
  }
  const merge = rows.findIndex(({ kind }) => kind === 'merge')
  const [head] = merge < 0 ? [] : rows.slice(merge)
  if (head) into.merges.push(head)
  const before = merge < 0 ? rows : rows.slice(0, merge)
  if (before.length > 0) addShare(before, member, catalog, into)
}

/** An alias keeps its messages, and so their outcomes; all else is the other member's. */
function sortAlias(rows: ReadRow[], member: MemberRow, catalog: Catalog, into: Gathered): void {
  const own = rows.filter(({ kind }) => kind === 'outcome')
  if (own.length > 0) addShare(own, member, catalog, into)
  for (const row of rows) {
    if (row.kind === 'timer') into.dropped.push(row)
    else if (row.kind === 'merge') into.merges.push(row)
    else if (row.kind !== 'outcome')
      into.forwarded.push({ row, shard: member.mergedIntoShard ?? row.shard, memberId: member.mergedIntoId ?? member.id })
  }
}

function addShare(rows: ReadRow[], member: MemberRow, catalog: Catalog, into: Gathered): void {
  try {
    into.shares.push(shareOf(rows[0]?.shard ?? 0, rows, member, catalog))
  } catch (error) {
    into.poisoned.push({ rows, reason: reasonOf(error) })
  }
}

export function shareOf(shard: number, rows: ReadRow[], member: MemberRow, catalog: Catalog): Share {
  const stream = streamOf(rows)
  const { id, workspaceId, userId } = member
  const workspaceZone = catalog.zone(workspaceId)
  const facts = { id, userId, timeZone: member.timeZone ?? workspaceZone, attributes: bagSchema.parse(member.attributes) }
  const { wakeAt, isAssessed, hasAliases } = member
  return {
    shard,
    memberId: id,
    workspaceId,
    rows,
    stream,
    facts,
    workspaceZone,
    selves: [],
    hasAliases: hasAliases ?? false,
    wakeAt,
    isAssessed: isAssessed ?? false,
    passages: [],
    segments: null,
    messages: null,
    arrivals: null,
    known: null,
  }
}

function streamOf(rows: readonly ReadRow[]): StreamRow[] {
  const [only] = rows
  const first = only && rows.length === 1 ? streamRow(only) : null
  if (first) return [first]
  return rows.flatMap((row) => streamRow(row) ?? [])
}

async function loadMessages(shares: Share[], run: Run): Promise<void> {
  const [shards, ids]: [number[], number[]] = [[], []]
  const asking = new Map<number, Share>()
  for (const share of shares) {
    for (const row of share.stream) {
      if (row.kind !== 'outcome') continue
      shards.push(share.shard)
      ids.push(row.messageId)
      asking.set(row.messageId, share)
    }
  }
  if (ids.length === 0) return
  for (const row of await run<OutcomeMessageRow>(outcomeMessages, [shards, ids])) {
    const share = asking.get(row.id)
    if (!share) continue
    share.messages ??= new Map()
    share.messages.set(row.id, { ...row, channel: channels.find((one) => one === row.channel) ?? 'webhook' })
  }
}

async function loadMemberships(shares: Share[], run: Run): Promise<void> {
  const byMember = new Map(shares.map((share) => [share.memberId, share]))
  const found = await run<MembershipRow>(memberships, [shares.map(({ shard }) => shard), shares.map(({ memberId }) => memberId)])
  for (const { memberId, segmentId, isIn, since, changesAt } of found) {
    const share = byMember.get(memberId)
    if (!share) continue
    share.segments ??= new Map()
    share.segments.set(segmentId, { isIn, since, changesAt })
  }
}

/**
 * The passages that timers and commands name and, where members can wait for more than their timer, those that do; with the
 * plans of their versions. Answers whose cannot be read, and why.
 */
export async function loadPassages(
  shares: Share[],
  { subscribes }: Pick<Catalog, 'subscribes'>,
  catalogs: Catalogs,
  run: Run,
): Promise<Map<Share, string>> {
  const [shards, ids]: [number[], number[]] = [[], []]
  const versions = new Set<number>()
  const moving = new Map<number, Share>()
  for (const share of shares) {
    for (const row of share.stream) {
      if (row.kind === 'move') {
        versions.add(row.versionId)
        moving.set(row.progressId, share)
      }
      if (!('progressId' in row)) continue
      shards.push(share.shard)
      ids.push(row.progressId)
    }
  }
  const found = ids.length > 0 ? await rowsOf(run, passages, [shards, ids]) : []
  if (subscribes && shares.length > 0)
    found.push(...(await rowsOf(run, awaitingPassages, [shares.map(({ shard }) => shard), shares.map(({ memberId }) => memberId)])))
  if (moving.size > 0) await loadArrivals(moving, run)
  await catalogs.loadPlans([...versions, ...found.map((row) => row.versionId)], run)
  return addPassages(shares, found)
}

async function loadArrivals(moving: Map<number, Share>, run: Run): Promise<void> {
  const shards = [...moving.values()].map(({ shard }) => shard)
  for (const { progressId, at } of await run<ArrivalRow>(arrivals, [shards, [...moving.keys()]])) {
    const share = moving.get(progressId)
    if (!share) continue
    share.arrivals ??= new Map()
    share.arrivals.set(progressId, at)
  }
}

/** Puts passages to their members, each once. Answers whose cannot be read, and why. */
export function addPassages(shares: readonly Share[], found: readonly PassageRow[]): Map<Share, string> {
  const unreadable = new Map<Share, string>()
  const byMember = new Map(found.length > 0 ? shares.map((share) => [share.memberId, share]) : [])
  for (const row of found) {
    const share = byMember.get(row.memberId)
    if (!share || share.passages.some(({ id }) => id === row.id)) continue
    try {
      share.passages.push(passageOf(row))
    } catch (error) {
      unreadable.set(share, reasonOf(error))
    }
  }
  return unreadable
}

const statuses: readonly ProgressStatus[] = ['READY', 'RUNNING', 'WAITING', 'ENDED', 'CANCELED', 'ERROR']

// Written out, as everywhere on this path: an object of many properties that is made by spreading has slow ones.
const passageOf = (row: PassageRow): Passage => ({
  id: row.id,
  journeyId: row.journeyId,
  versionId: row.versionId,
  lane: row.lane === 0 ? 0 : 1,
  entryKey: row.entryKey,
  nodeKey: row.nodeKey,
  status: statuses.find((one) => one === row.status) ?? 'ERROR',
  reason: row.reason,
  visits: row.visits,
  rowVersion: row.rowVersion,
  parkedDueAt: row.parkedDueAt,
  dueAt: row.dueAt,
  rest: readRest(row.rest),
  failedAt: row.failedAt,
  variables: row.variables === null ? {} : bagSchema.parse(row.variables),
  enteredAt: row.enteredAt,
  convertedAt: row.convertedAt,
  entry: readEntry(row.entry),
})

export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 2_000)
