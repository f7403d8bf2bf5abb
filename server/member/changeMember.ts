import { z } from 'zod'
import { hotId } from '#domain/api/common.ts'
import { changeMemberSchema, type MemberResource, memberByValues } from '#domain/member/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool, type Queryable, transaction } from '#server/db/pg.ts'
import { settleAndMake } from '#server/ingest/identities.ts'
import { ring } from '#server/queue/ring.ts'
import { insertChange } from '#server/sql/insertChange.ts'
import { getMember } from './getMember.ts'
import { loadMember, type MemberRef } from './loadMember.ts'
import { untilApplied } from './untilApplied.ts'

const WAIT_MS = 3_000

const inputSchema = changeMemberSchema.extend({ ref: z.string().min(1).max(500), by: z.enum(memberByValues).default('userId') })

/**
 * Sets attributes of a member (null removes) through the inbox, as an event would, and answers with the member as it is
 * once applied; `isApplied` is false when no worker got to it in a few seconds: it will be applied later. An unknown
 * userId makes the member; an unknown id, email or anonymousId is refused with 404.
 */
export async function changeMember(ctx: Ctx, input: z.input<typeof inputSchema>): Promise<{ member: MemberResource; isApplied: boolean }> {
  authorise(ctx, 'editor')
  const { ref, by, attributes } = inputSchema.parse(input)
  const { member, place } = await transaction(async (db) => {
    const member = await target(db, ctx, { ref, by })
    return { member, place: await insertChange(db, ctx.workspaceId, member, { set: attributes }) }
  })
  ring()
  const isApplied = await untilApplied(place, WAIT_MS)
  return { member: await getMember(ctx, { ref: hotId(member.shard, member.id), by: 'id' }), isApplied }
}

async function target(db: Queryable, ctx: Ctx, { ref, by }: MemberRef): Promise<{ shard: number; id: number }> {
  if (by !== 'userId') return loadMember(ctx.workspaceId, { ref, by }, pool())
  const { targets } = await settleAndMake(db, [{ workspaceId: ctx.workspaceId, userId: ref, anonymousId: null, isAlias: false }])
  const [member] = targets
  if (!member) throw new Error('a userId was not settled')
  return member
}
