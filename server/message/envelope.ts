import { isIP } from 'node:net'
import type { WorkspaceSettings } from '#domain/workspace/settings.ts'
import { env } from '#server/env.ts'

/** Who mail comes from: the workspace's sender, or an address at our own host while none is set. */
export function senderOf(workspaceName: string, { sender }: WorkspaceSettings): { name: string; address: string } {
  return { name: sender.name || workspaceName, address: sender.email || `no-reply@${ownHost()}` }
}

function ownHost(): string {
  const { hostname } = new URL(env().APP_URL)
  return isIP(hostname.replace(/^\[|\]$/g, '')) ? 'localhost' : hostname
}

/**
 * The headers of bulk mail: one-click unsubscribe (RFC 2369, RFC 8058) and the Feedback-ID that Gmail groups complaints
 * by. `messageId` carries our id, so that a bounce can be matched.
 */
export function headersOf(input: {
  workspaceId: number
  journeyId: number | null
  shard: number
  id: number
  unsubscribeUrl: string
  from: string
}) {
  return {
    messageId: `${input.shard}-${input.id}.${input.workspaceId}@${input.from.split('@').at(-1)}`,
    headers: {
      'List-Unsubscribe': `<${input.unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Feedback-ID': `${input.journeyId ?? 0}:${input.workspaceId}:journey:sojourn`,
    },
  }
}
