import { z } from 'zod'
import { newOperatorSchema } from '#domain/workspace/resource.ts'
import { publicRoute, resource } from '#server/api/route.ts'
import { setUp } from '#server/workspace/setUp.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: publicRoute(
    {
      operationId: 'setUp',
      summary: 'Make the first operator, with the token of the first-run link.',
      tag: 'Workspace',
      body: newOperatorSchema,
      status: 201,
      response: z.object({ email: z.string() }),
      refuses: ['notFound'],
    },
    async ({ body }) => setUp(body),
  ),
})
