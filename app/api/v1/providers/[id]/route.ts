import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { changeProviderSchema, providerSchema } from '#domain/message/provider.ts'
import { resource, route } from '#server/api/route.ts'
import { removeProvider } from '#server/provider/remove.ts'
import { changeProvider } from '#server/provider/save.ts'

const params = z.object({ id: rowIdSchema })

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  PATCH: route(
    {
      operationId: 'changeProvider',
      summary: 'Change an account, or make it the one that is sent through.',
      tag: 'Providers',
      role: 'admin',
      params,
      body: changeProviderSchema,
      response: providerSchema,
      refuses: ['notFound', 'unprocessable'],
    },
    ({ ctx, params, body }) => changeProvider(ctx, params.id, body),
  ),
  DELETE: route(
    {
      operationId: 'deleteProvider',
      summary: 'Take an account away.',
      description: "What waits is sent through the next account, else the installation's, else into the sandbox.",
      tag: 'Providers',
      role: 'admin',
      params,
      refuses: ['notFound'],
    },
    ({ ctx, params }) => removeProvider(ctx, params.id),
  ),
})
