import type { MemberResource } from '#domain/member/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { loadMember, type MemberRef } from './loadMember.ts'
import { memberResource } from './memberResource.ts'

/** A member: attributes, identities, consent. */
export async function getMember(ctx: Ctx, input: MemberRef): Promise<MemberResource> {
  authorise(ctx, 'viewer')
  return memberResource(await loadMember(ctx.workspaceId, input))
}
