import type { Queryable } from '#server/db/pg.ts'

export type WebhookSecretRow = { workspaceId: number; number: number; secret: string; createdAt: Date; retiresAt: Date | null }

/** What signs the calls of workspaces now, the current one first. Locks nothing; by primary key. */
const read = `
select workspace_id as "workspaceId", number, secret, created_at as "createdAt", retires_at as "retiresAt"
from public.webhook_secret where workspace_id = any ($1::int[]) and (retires_at is null or retires_at > clock_timestamp())
order by workspace_id, number desc`

export async function readWebhookSecrets(db: Queryable, workspaceIds: number[]): Promise<WebhookSecretRow[]> {
  return (await db.query<WebhookSecretRow>({ name: 'read_webhook_secrets', text: read, values: [workspaceIds] })).rows
}

/** The first secret of workspaces that have none. Whoever comes second adds nothing; nor to a workspace that is gone. */
const add = `
insert into public.webhook_secret (workspace_id, number, secret)
select w.id, 1, s.secret from unnest($1::int[], $2::text[]) s (workspace_id, secret) join public.workspace w on w.id = s.workspace_id
on conflict do nothing`

export async function addWebhookSecrets(db: Queryable, secrets: { workspaceId: number; secret: string }[]): Promise<void> {
  const values = [secrets.map((one) => one.workspaceId), secrets.map((one) => one.secret)]
  await db.query({ name: 'add_webhook_secrets', text: add, values })
}
