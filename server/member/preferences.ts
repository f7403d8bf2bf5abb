import { z } from 'zod'
import { changePreferencesSchema, memberByValues, type preferencesSchema } from '#domain/member/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { setConsent } from '#server/message/setConsent.ts'
import { readConsent } from '#server/sql/readMemberStanding.ts'
import { loadMember, type MemberRef } from './loadMember.ts'

type Preferences = z.infer<typeof preferencesSchema>
const inputSchema = changePreferencesSchema.extend({ ref: z.string(), by: z.enum(memberByValues).default('userId') })

/** What a member allows, by channel and topic; what is not listed has no record. */
export async function getPreferences(ctx: Ctx, input: MemberRef): Promise<Preferences> {
  authorise(ctx, 'viewer')
  return preferencesOf(await loadMember(ctx.workspaceId, input))
}

/** Records what a member allows. In force at once; what is not named stays. */
export async function changePreferences(ctx: Ctx, input: z.input<typeof inputSchema>): Promise<Preferences> {
  authorise(ctx, 'editor')
  const { ref, by, consent, source } = inputSchema.parse(input)
  const member = await loadMember(ctx.workspaceId, { ref, by })
  await setConsent(ctx, { member, changes: consent, source })
  return preferencesOf(member)
}

async function preferencesOf(member: { shard: number; id: number }): Promise<Preferences> {
  const rows = await readConsent(pool(), member)
  return { consent: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
}
