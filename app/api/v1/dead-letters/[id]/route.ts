import { z } from 'zod'
import { hugeIdSchema } from '#domain/api/common.ts'
import { resource, route } from '#server/api/route.ts'
import { discardDeadLetter } from '#server/deadLetter/discard.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  DELETE: route(
    {
      operationId: 'discardDeadLetter',
      summary: 'Discard a dead letter: it is never applied. A member for whom nothing else is kept is released.',
      tag: 'Operations',
      role: 'editor',
      params: z.object({ id: hugeIdSchema }),
    },
    async ({ ctx, params }) => discardDeadLetter(ctx, params.id),
  ),
})
