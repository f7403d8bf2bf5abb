import { hotId, hotIdSchema } from '#domain/api/common.ts'
import { readWalk } from '#domain/engine/walk.ts'
import { type ProgressTrace, progressTraceSchema, type VisitResource } from '#domain/member/resource.ts'
import { traceOf } from '#domain/member/trace.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { type Queryable, snapshot } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { heldOf } from '#server/message/ledgerResource.ts'
import { type AliasSet, readAliases } from '#server/sql/readAliases.ts'
import { type MemberMessageRow, readPassageMessages } from '#server/sql/readMemberMessages.ts'
import { type PassageRow, readPassage } from '#server/sql/readPassages.ts'
import { readVersions } from '#server/sql/readVersions.ts'
import { readWalks } from '#server/sql/readWalks.ts'
import { loadMember, type MemberRef } from './loadMember.ts'
import { passageResource } from './passageResource.ts'

/** One passage of a member, visit by visit: what each decision saw, and what became of each message. */
export async function trace(ctx: Ctx, input: MemberRef & { progressId: string }): Promise<ProgressTrace> {
  authorise(ctx, 'viewer')
  const place = hotIdSchema.safeParse(input.progressId)
  if (!place.success) throw missing()
  return snapshot(async (db) => {
    const member = await loadMember(ctx.workspaceId, input, db)
    const selves = await readAliases(db, member)
    const row = await readPassage(db, selves, place.data)
    if (!row) throw missing()
    return traceRow(db, ctx.workspaceId, selves, row)
  })
}

/** The same for a passage's row, of one whose aliases are `selves`. */
export async function traceRow(db: Queryable, workspaceId: number, selves: AliasSet, row: PassageRow): Promise<ProgressTrace> {
  const version = (await readVersions(db, workspaceId, [row.versionId])).get(row.versionId)
  // A passage that came over in a merge leaves the messages it had made under the member that made them.
  const messages = await readPassageMessages(db, selves.shards, row.id)
  const walks = (await readWalks(db, row)).map(({ at, visits, saw }) => ({ at: at.toISOString(), visits: readWalk(visits, saw) }))
  const byVisit = new Map(messages.flatMap((message) => (message.visit === null ? [] : [[message.visit, messageOf(message)]])))
  return progressTraceSchema.parse({
    ...passageResource(row, version),
    visits: traceOf(walks, version?.document ?? { nodes: [] }, byVisit, row.nodeKey === null ? row.updatedAt.toISOString() : null),
  })
}

const messageOf = (row: MemberMessageRow): NonNullable<VisitResource['message']> => ({
  id: hotId(row.shard, row.id),
  channel: row.channel,
  status: row.status,
  reason: row.reason,
  held: heldOf(row),
  subject: row.subject,
  sentAt: row.status === 'accepted' ? (row.finishedAt?.toISOString() ?? null) : null,
  openedAt: row.openedAt?.toISOString() ?? null,
  clickedAt: row.clickedAt?.toISOString() ?? null,
})

const missing = () => new AppError('notFound', 'progress_not_found', 'This member has no such passage.')
