import { z } from 'zod'
import { hotId, listQuerySchema } from '#domain/api/common.ts'
import { type TimelineItem, timelineItemSchema, timelineKinds } from '#domain/member/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { readAliases } from '#server/sql/readAliases.ts'
import { readTimeline, type TimelineRow } from '#server/sql/readTimeline.ts'
import { readVersions, type VersionRow } from '#server/sql/readVersions.ts'
import { loadMember, type MemberRef } from './loadMember.ts'

export const timelineQuerySchema = listQuerySchema.extend({
  /** Only these, separated by commas: event, delivery, entered, left, change, consent. */
  kinds: z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(timelineKinds)))
    .optional(),
  /** Part of an event's, journey's or message's name. */
  q: z.string().trim().max(200).default(''),
})
const positionSchema = z.tuple([z.string(), z.number(), z.number(), z.number()])

/** What happened to a member, under whatever name it was known, the newest first. */
export async function timeline(
  ctx: Ctx,
  input: MemberRef & z.input<typeof timelineQuerySchema>,
): Promise<{ data: TimelineItem[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { limit, cursor, q, kinds: asked } = timelineQuerySchema.parse(input)
  const kinds = asked?.length ? asked : [...timelineKinds]
  const db = pool()
  const member = await loadMember(ctx.workspaceId, input, db)
  const filters = { of: [member.shard, member.id], q, kinds }
  const position = decodeCursor(cursor, filters, positionSchema)
  const before = position ? { exact: position[0], rank: position[1], shard: position[2], id: position[3] } : null
  const rows = await readTimeline(db, await readAliases(db, member), { kinds, q, before, limit: limit + 1 })
  const page = pageOf(rows, limit, filters, (row) => [row.exact, row.rank, row.shard, row.id])
  const versions = await readVersions(
    db,
    ctx.workspaceId,
    page.rows.flatMap((row) => row.versionId ?? []),
  )
  return { data: page.rows.map((row) => itemOf(row, versions)), nextCursor: page.nextCursor }
}

function itemOf(row: TimelineRow, versions: Map<number, VersionRow>): TimelineItem {
  const version = row.versionId === null ? undefined : versions.get(row.versionId)
  const node = version?.document.nodes.find((one) => one.key === row.nodeKey)
  return timelineItemSchema.parse({
    id: `${row.kind}-${hotId(row.shard, row.id)}`,
    at: row.at.toISOString(),
    kind: row.kind,
    name: row.name,
    journey: row.journeyId === null ? null : { id: String(row.journeyId), name: row.journeyName ?? '' },
    progressId: row.progress === null ? null : hotId(row.shard, row.progress),
    messageId: row.message === null ? null : hotId(row.shard, row.message),
    detail: { ...row.detail, ...(version ? { version: version.number } : {}), ...(node ? { nodeKey: node.key, node: node.name } : {}) },
  })
}
