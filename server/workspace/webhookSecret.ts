import type { RotateWebhookSecret, WebhookSecretResource } from '#domain/workspace/webhookSecret.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { inTransaction, isDuplicate } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { type SigningSecret, sealSecret, signingSecrets } from '#server/message/webhook/secrets.ts'
import { newSecret } from '#server/message/webhook/sign.ts'

/** What signs the workspace's calls; made now if there is none yet. */
export async function getWebhookSecret(ctx: Ctx): Promise<WebhookSecretResource> {
  authorise(ctx, 'admin')
  const found = await signingSecrets(pool(), [ctx.workspaceId])
  return resourceOf(found.get(ctx.workspaceId) ?? [])
}

/** Makes a new secret. Those so far sign beside it for as long as is asked, never longer than they would have. */
export async function rotateWebhookSecret(ctx: Ctx, { keepPreviousHours }: RotateWebhookSecret): Promise<WebhookSecretResource> {
  authorise(ctx, 'admin')
  const { workspaceId } = ctx
  try {
    await inTransaction(async (tx) => {
      const last = await tx.webhookSecret.findFirst({ where: { workspaceId }, orderBy: { number: 'desc' } })
      const retiresAt = new Date(Date.now() + keepPreviousHours * 3_600_000)
      const outlasting = [{ retiresAt: null }, { retiresAt: { gt: retiresAt } }]
      await tx.webhookSecret.updateMany({ where: { workspaceId, OR: outlasting }, data: { retiresAt } })
      const number = (last?.number ?? 0) + 1
      await tx.webhookSecret.create({ data: { workspaceId, number, secret: sealSecret(workspaceId, newSecret()) } })
      await audit(tx, ctx, 'webhookSecret.rotate', `webhookSecret:${number}`, { keepPreviousHours })
    })
  } catch (error) {
    if (isDuplicate(error))
      throw new AppError('conflict', 'rotated_meanwhile', 'Somebody else has just rotated the secret. Look at it again before you do.')
    throw error
  }
  return getWebhookSecret(ctx)
}

function resourceOf([current, ...previous]: SigningSecret[]): WebhookSecretResource {
  if (!current) throw new AppError('notFound', 'workspace_not_found', 'There is no such workspace.')
  return {
    secret: current.secret,
    createdAt: current.createdAt.toISOString(),
    previous: previous.flatMap(({ createdAt, retiresAt }) =>
      retiresAt ? [{ createdAt: createdAt.toISOString(), retiresAt: retiresAt.toISOString() }] : [],
    ),
  }
}
