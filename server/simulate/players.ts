import { z } from 'zod'
import type { Bag } from '#domain/engine/apply/work.ts'
import { type Channel, channels } from '#domain/message/channel.ts'
import { type Happened, type Player, timeOf } from '#domain/simulate/member.ts'
import { split } from '#domain/simulate/synthetic.ts'
import type { SimulatedChangeRow, SimulatedEventRow } from '#server/sql/simulate/history.ts'
import type { SimulatedMemberRow } from '#server/sql/simulate/members.ts'
import { bagSchema } from '#server/tick/rows.ts'

const changesSchema = z.record(z.string(), z.tuple([z.json(), z.json()]))
const consentsSchema = z.record(z.string(), z.enum(['granted', 'denied', 'pending'])).nullable()

/**
 * A stored member as it was at `from`: its attributes are today's, with what changed since undone, the latest change first.
 * A change goes with the event that made it, at that event's own time; others happen when they happened.
 */
export function playerOf(
  member: SimulatedMemberRow,
  events: readonly SimulatedEventRow[],
  changes: readonly SimulatedChangeRow[],
  from: number,
): Player {
  const happened = events.map((row): Happened & { event: { id: number } } => ({
    event: { id: row.id, name: row.name, at: row.at, properties: bagSchema.safeParse(row.properties).data ?? {} },
    traits: null,
  }))
  const { attributes, rest } =
    changes.length > 0 ? undo(member, happened, changes, from) : { attributes: bagSchema.parse(member.attributes), rest: [] }
  const { id, userId } = member
  return { id, userId, attributes, ...split(merge(happened, rest), from), consents: consentsOf(member), suppressed: suppressedOf(member) }
}

type Change = { at: number; set: Bag }

function undo(
  { attributes }: SimulatedMemberRow,
  happened: (Happened & { event: { id: number } })[],
  changes: readonly SimulatedChangeRow[],
  from: number,
) {
  const byCause = new Map(happened.map((one) => [one.event.id, one]))
  const then = new Map(Object.entries(bagSchema.parse(attributes)))
  const rest: Change[] = []
  for (const { at, causeId, changes: stored } of changes) {
    const changed = changesSchema.parse(stored)
    const cause = byCause.get(causeId)
    if ((cause ? timeOf(cause) : at) < from) continue
    for (const [name, [before]] of Object.entries(changed)) {
      if (before === null) then.delete(name)
      else then.set(name, before)
    }
    const set = Object.fromEntries(Object.entries(changed).map(([name, [, after]]) => [name, after]))
    if (cause) Object.assign(cause, { traits: set })
    else rest.push({ at, set })
  }
  return { attributes: Object.fromEntries(then), rest: rest.reverse() }
}

/** Changes among events, each at its time; at the same instant the change first. */
function merge(happened: readonly Happened[], changes: readonly Change[]): readonly Happened[] {
  return changes.length === 0 ? happened : [...changes, ...happened].sort((a, b) => timeOf(a) - timeOf(b))
}

const consentsOf = ({ consents }: SimulatedMemberRow): Player['consents'] => new Map(Object.entries(consentsSchema.parse(consents) ?? {}))

const suppressedOf = ({ suppressed }: SimulatedMemberRow): ReadonlySet<Channel> =>
  new Set(channels.filter((channel) => suppressed?.includes(channel)))
