import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { providerTestSchema } from '#domain/message/provider.ts'
import { resource, route } from '#server/api/route.ts'
import { testProvider } from '#server/provider/test.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'testProvider',
      summary: 'Connect and sign in with an account; nothing is sent.',
      tag: 'Providers',
      role: 'admin',
      params: z.object({ id: rowIdSchema }),
      response: providerTestSchema,
      refuses: ['notFound'],
    },
    ({ ctx, params }) => testProvider(ctx, params.id),
  ),
})
