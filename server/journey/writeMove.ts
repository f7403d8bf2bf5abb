import { z } from 'zod'
import { type MembersPolicy, movesOf } from '#domain/journey/moves.ts'
import { actorOf, type Ctx } from '#server/context.ts'
import type { Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import type { JourneyRow } from './load.ts'

/**
 * Writes down that the members inside go over to this version; the feed does it. A plan that was still under way is superseded:
 * the new one is for everybody on any earlier version. Returns whether there is anything to feed.
 */
export async function writeMove(tx: Tx, ctx: Ctx, row: JourneyRow, versionId: number, members: MembersPolicy): Promise<boolean> {
  if (members.policy === 'finish' || row.liveVersionId === null) return false
  const moves = movesOf(members)
  if (moves !== null) refuseUnknown(row, await earlierKeys(tx, row.id), moves)
  await tx.$executeRaw`
    with superseded as (update engine.version_move set done_at = now(), because = 'superseded' where journey_id = ${row.id} and done_at is null returning id)
    delete from engine.version_move_shard s using superseded x where s.move_id = x.id`
  await tx.$executeRaw`
    insert into engine.version_move (workspace_id, journey_id, version_id, moves, actor)
    values (${ctx.workspaceId}, ${row.id}, ${versionId}, ${moves === null ? null : JSON.stringify(moves)}::jsonb, ${actorOf(ctx)})`
  return true
}

const keysSchema = z.array(z.object({ key: z.string() }))

async function earlierKeys(tx: Tx, journeyId: number): Promise<Set<string>> {
  const rows = await tx.$queryRaw`
    select distinct n ->> 'key' as key from journey_version v cross join lateral jsonb_array_elements(v.document -> 'nodes') n
    where v.journey_id = ${journeyId}`
  return new Set(keysSchema.parse(rows).map(({ key }) => key))
}

function refuseUnknown(row: JourneyRow, earlier: ReadonlySet<string>, moves: { [nodeKey: string]: string | null }): void {
  const there = new Set(row.nodes.map(({ key }) => key))
  const errors = Object.entries(moves).flatMap(([from, to]) => {
    const pointer = `/members/moves/${from}`
    if (!earlier.has(from)) return [{ pointer, detail: `No earlier version has a node "${from}". Leave it out.` }]
    if (to !== null && !there.has(to))
      return [{ pointer, detail: `This draft has no node "${to}". Name one of its nodes, or null to leave.` }]
    return []
  })
  const [first] = errors
  if (first) throw new AppError('unprocessable', 'moves', `Members cannot be moved this way. ${first.detail}`, { errors })
}
