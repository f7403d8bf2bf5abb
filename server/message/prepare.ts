import { z } from 'zod'
import { problemOf } from '#domain/message/liquid.ts'
import { classOf } from '#domain/message/permission.ts'
import type { WorkspaceSettings } from '#domain/workspace/settings.ts'
import type { Outgoing } from '#server/provider/provider.ts'
import type { Attempt, Held } from '#server/sql/attemptMessages.ts'
import type { ClaimedRow } from '#server/sql/claimMessages.ts'
import type { Finish } from '#server/sql/finishMessages.ts'
import type { ReadyContent } from './contents.ts'
import { headersOf, senderOf } from './envelope.ts'
import { linksOf } from './links.ts'
import { renderMessage } from './render/render.ts'
import { type RenderScope, scopeOf } from './render/scope.ts'

export type Sender = { id: number; name: string; timeZone: string; settings: WorkspaceSettings }
/** Rendered, leased, and waiting to be handed over. `since`: when it could go out for the first time. */
export type Ready = { held: Attempt; outgoing: Outgoing; attempts: number; since: Date; templateVersionId: number | null }

const json = z.record(z.string(), z.json())
const entrySchema = z.object({
  name: z.string(),
  at: z.union([z.number(), z.string()]).nullish(),
  properties: json.default({}),
})

/** A message as it leaves, or the reason why it cannot be made. */
export function prepare(
  row: ClaimedRow,
  address: string,
  token: string,
  workspace: Sender,
  content: ReadyContent,
  now: Date,
): Ready | Finish {
  const held = { shard: row.shard, id: row.id, token, ...classOf(row.content) }
  if (!content.ok) return failed(held, content.reason, content.detail, address, null)
  const { settings } = workspace
  const owner = { workspaceId: row.workspaceId, shard: row.shard, memberId: row.memberId, messageId: row.id }
  const { unsubscribeUrl, tracking } = linksOf(owner)
  const scope = scopeOfRow(row, workspace, unsubscribeUrl, now)
  try {
    const rendered = renderMessage(content.compiled, scope, tracking)
    const from = senderOf(workspace.name, settings)
    const { messageId, headers } = headersOf({ ...owner, id: row.id, journeyId: row.journeyId, unsubscribeUrl, from: from.address })
    const outgoing = { ...owner, ...rendered, id: row.id, channel: 'email' as const, from, to: address, messageId, headers }
    const { attempts, heldUntil, createdAt } = row
    return { held, outgoing, attempts, since: heldUntil ?? createdAt, templateVersionId: content.templateVersionId }
  } catch (error) {
    return failed(held, 'render_failed', problemOf(error).detail, address, content.templateVersionId)
  }
}

/** What Liquid sees of a claimed message. */
export function scopeOfRow(row: ClaimedRow, { name, timeZone, settings }: Sender, unsubscribeUrl: string, now: Date): RenderScope {
  const entry = entrySchema.safeParse(row.entry).data
  return scopeOf({
    now,
    workspace: { name, timeZone, postalAddress: settings.postalAddress },
    journey: row.journeyId === null ? null : { id: row.journeyId, name: row.journeyName ?? '', variables: row.variables ?? {} },
    member: { userId: row.userId, email: row.address, timeZone: row.timeZone, attributes: row.attributes ?? {} },
    entry: entry ? { ...entry, at: instant(entry.at) } : null,
    unsubscribeUrl,
  })
}

const instant = (at: number | string | null | undefined) =>
  at === null || at === undefined || Number.isNaN(new Date(at).getTime()) ? null : new Date(at).toISOString()

export function failed(
  held: Held,
  reason: string,
  detail: string | null,
  address: string | null,
  templateVersionId: number | null,
): Finish {
  const nothing = { subject: null, providerId: null, providerRef: null, suppress: false, answer: null }
  return { ...held, status: 'failed', reason, detail, address, templateVersionId, ...nothing }
}
