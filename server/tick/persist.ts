import { arrayLiteral } from '#server/sql/arrayLiteral.ts'
import { writeAttributes } from '#server/sql/tick/attributes.ts'
import type { ReadRow } from '#server/sql/tick/read.ts'
import { type WriteRow, write } from '#server/sql/tick/write.ts'
import { type WriteMoreRow, writeMore } from '#server/sql/tick/writeMore.ts'
import { RowsChanged, type Run } from './connection.ts'
import type { Decided } from './decide.ts'
import type { Ids } from './ids.ts'
import { tellOutcomes } from './outcomes.ts'
import { type Numbered, record } from './record.ts'
import { Tally } from './tally.ts'

export type Slot = { now: number; shard: number }

/** Gives new passages and messages their ids. */
export async function number(decided: readonly Decided[], ids: { progress: Ids; message: Ids }, run: Run): Promise<Numbered[]> {
  const sizes = decided.map(sizeOf)
  const progress = await ids.progress.take(
    run,
    sizes.reduce((sum, one) => sum + one.progress, 0),
  )
  const messages = await ids.message.take(
    run,
    sizes.reduce((sum, one) => sum + one.messages, 0),
  )
  let [p, m] = [0, 0]
  return decided.map(({ share, applied }, i) => {
    const size = sizes[i] ?? { progress: 0, messages: 0 }
    const progressIds = size.progress > 0 ? progress.slice(p, p + size.progress) : NONE
    const messageIds = size.messages > 0 ? messages.slice(m, m + size.messages) : NONE
    p += size.progress
    m += size.messages
    return { share, applied, progressIds, messageIds }
  })
}

const NONE: number[] = []

function sizeOf({ applied: { changes } }: Decided): { progress: number; messages: number } {
  let [progress, messages] = [0, 0]
  for (const { passage, messages: created } of changes) {
    if (passage.id === null) progress++
    messages += created.length
  }
  return { progress, messages }
}

/**
 * Writes everything that was decided, set-based, and takes the rows away. Counts under `slot.shard`, which the tick holds.
 *
 * @throws RowsChanged when fewer rows were there than were read under the lock
 */
export async function persist(decided: readonly Numbered[], dropped: readonly ReadRow[], slot: Slot, run: Run): Promise<void> {
  const tally = new Tally()
  await tellOutcomes(
    decided.map(({ share }) => share),
    tally,
    run,
  )
  await changeAttributes(decided, slot, run)
  const { columns, more, expected } = record(decided, dropped, slot.now, tally)
  if (!more.isEmpty) {
    const [added] = await run<WriteMoreRow>(writeMore, more.parameters())
    const isWhole = added && (['unarmed', 'unsubscribed'] as const).every((table) => added[table] === more.count(table))
    if (!isWhole) throw new RowsChanged({ unarmed: more.count('unarmed'), unsubscribed: more.count('unsubscribed') }, added ?? {})
  }
  const [found] = await run<WriteRow>(write, [new Date(slot.now).toISOString(), slot.shard, ...columns.parameters()])
  const same = found && (['applied', 'removed', 'fired', 'moved'] as const).every((key) => found[key] === expected[key])
  if (!same) throw new RowsChanged(expected, found ?? {})
}

async function changeAttributes(decided: readonly Decided[], { now }: Slot, run: Run): Promise<void> {
  const changed = decided
    .filter(({ applied }) => applied.attributes)
    .flatMap(({ share, applied: { attributes } }) => (attributes ? [{ ...share, ...attributes }] : []))
  if (changed.length === 0) return
  const lines = changed.flatMap(({ shard, memberId, history }) => history.map((line) => ({ ...line, shard, memberId })))
  await run(writeAttributes, [
    new Date(now).toISOString(),
    arrayLiteral(changed.map(({ shard }) => shard)),
    arrayLiteral(changed.map(({ memberId }) => memberId)),
    arrayLiteral(changed.map(({ set }) => JSON.stringify(set))),
    arrayLiteral(changed.map(({ email }) => email)),
    arrayLiteral(changed.map(({ timeZone }) => timeZone)),
    arrayLiteral(lines.map(({ shard }) => shard)),
    arrayLiteral(lines.map(({ memberId }) => memberId)),
    arrayLiteral(lines.map(({ at }) => new Date(at).toISOString())),
    arrayLiteral(lines.map(({ causeId }) => causeId)),
    arrayLiteral(lines.map(({ changes }) => JSON.stringify(changes))),
  ])
}
