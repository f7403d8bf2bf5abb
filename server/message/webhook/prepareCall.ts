import { escapeHtml } from '#domain/message/liquid.ts'
import type { Claimed } from '#server/message/claim.ts'
import { linksOf } from '#server/message/links.ts'
import { failed, type Ready, scopeOfRow } from '#server/message/prepare.ts'
import type { Finish } from '#server/sql/finishMessages.ts'
import type { ReadyCallContent } from './content.ts'
import type { ReadyCall } from './endpoint.ts'
import { fillCall, shownAddress } from './request.ts'

/** A call as it will be made, or the reason why it cannot be. */
export function prepareCall(
  { row, workspace }: Claimed,
  token: string,
  content: ReadyCallContent,
  secrets: readonly string[],
  now: Date,
): ReadyCall | Finish {
  const held = { shard: row.shard, id: row.id, token }
  if (!content.ok) return failed(held, 'call_invalid', content.detail, null, null)
  const { unsubscribeUrl } = linksOf({ workspaceId: row.workspaceId, shard: row.shard, memberId: row.memberId, messageId: row.id })
  const filled = fillCall(held, content.compiled, scopeOfRow(row, workspace, unsubscribeUrl, now))
  if (!filled.ok) return failed(held, 'call_invalid', filled.detail, null, null)
  const { retriesMax } = content.compiled
  // Only workers that stopped in the middle of it, again and again, bring a call here.
  if (row.attempts > retriesMax)
    return { ...failed(held, 'call_unanswered', null, shownAddress(filled.request.url), null), status: 'unknown' }
  return { held, request: filled.request, secrets, tries: row.attempts, retriesMax, createdAt: row.createdAt }
}

/** The same for the sandbox, which keeps it instead of making it. */
export function sandboxed({ held, request, tries, createdAt }: ReadyCall, { row, workspace }: Claimed): Ready {
  const { id, method, url, headers, body } = request
  const text = `${method} ${url.href}\n\n${body ?? ''}`
  return {
    held,
    attempts: tries,
    since: createdAt,
    templateVersionId: null,
    outgoing: {
      ...{ shard: row.shard, id: row.id, workspaceId: row.workspaceId, memberId: row.memberId, channel: 'webhook' },
      ...{ from: { name: '', address: workspace.name }, to: shownAddress(url), subject: `${method} ${url.pathname}` },
      ...{ html: `<pre>${escapeHtml(text)}</pre>`, text, messageId: id, headers: { 'webhook-id': id, ...headers } },
    },
  }
}
