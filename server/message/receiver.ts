import { workspaceSettingsSchema } from '#domain/workspace/settings.ts'
import { pool } from '#server/db/pg.ts'
import { readReceiver } from '#server/sql/readReceiver.ts'
import { readToken } from './tracking/token.ts'

/** What an unsubscribe link's page may show: who sends, and whether its receiver gets email. Nothing about the person. */
export type Receiver = { sender: string; isUnsubscribed: boolean }

/** null: the link is not one of ours, or its member or workspace is gone. Changes nothing. */
export async function receiverOf(token: string): Promise<Receiver | null> {
  const tracked = readToken('unsubscribe', token)
  if (!tracked) return null
  const row = await readReceiver(pool(), tracked)
  if (!row) return null
  return { sender: workspaceSettingsSchema.parse(row.settings).sender.name || row.workspace, isUnsubscribed: row.state === 'denied' }
}
