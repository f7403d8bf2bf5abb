import { z } from 'zod'
import { createdKeySchema, createKeySchema, keySchema } from '#domain/workspace/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { createKey } from '#server/workspace/createKey.ts'
import { listKeys } from '#server/workspace/listKeys.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listKeys',
      summary: 'The keys of the workspace.',
      tag: 'Workspace',
      role: 'admin',
      response: z.object({ data: z.array(keySchema) }),
    },
    async ({ ctx }) => ({ data: await listKeys(ctx) }),
  ),
  POST: route(
    {
      operationId: 'createKey',
      summary: 'Create a key: the answer is the only time it is shown.',
      tag: 'Workspace',
      role: 'admin',
      body: createKeySchema,
      status: 201,
      response: createdKeySchema,
      secretAnswer: true,
    },
    async ({ ctx, body }) => createKey(ctx, body),
  ),
})
