import { rotateWebhookSecretSchema, webhookSecretSchema } from '#domain/workspace/webhookSecret.ts'
import { resource, route } from '#server/api/route.ts'
import { getWebhookSecret, rotateWebhookSecret } from '#server/workspace/webhookSecret.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getWebhookSecret',
      summary: 'The secret that signs the calls of the workspace.',
      tag: 'Workspace',
      role: 'admin',
      response: webhookSecretSchema,
    },
    async ({ ctx }) => getWebhookSecret(ctx),
  ),
  POST: route(
    {
      operationId: 'rotateWebhookSecret',
      summary: 'Make a new secret; the one so far signs beside it for a while.',
      tag: 'Workspace',
      role: 'admin',
      body: rotateWebhookSecretSchema,
      status: 201,
      response: webhookSecretSchema,
      secretAnswer: true,
    },
    async ({ ctx, body }) => rotateWebhookSecret(ctx, body),
  ),
})
