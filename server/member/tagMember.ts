import { hotId } from '#domain/api/common.ts'
import type { MemberResource } from '#domain/member/resource.ts'
import type { TagChange } from '#domain/member/tags.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { ring } from '#server/queue/ring.ts'
import { insertChange } from '#server/sql/insertChange.ts'
import { getMember } from './getMember.ts'
import { loadMember, type MemberRef } from './loadMember.ts'
import { untilApplied } from './untilApplied.ts'

const WAIT_MS = 3_000

/**
 * Puts tags on a member and takes them off, through the inbox, and answers with the member as it is once that is applied;
 * `isApplied` is false when no worker got to it in a few seconds. Refuses (404) a member that is not there.
 */
export async function tagMember(ctx: Ctx, ref: MemberRef, change: TagChange): Promise<{ member: MemberResource; isApplied: boolean }> {
  authorise(ctx, 'editor')
  const member = await loadMember(ctx.workspaceId, ref)
  const tags = { add: [...change.add], remove: [...change.remove] }
  const place = await insertChange(pool(), ctx.workspaceId, member, { set: {}, tags })
  ring()
  const isApplied = await untilApplied(place, WAIT_MS)
  return { member: await getMember(ctx, { ref: hotId(member.shard, member.id), by: 'id' }), isApplied }
}
