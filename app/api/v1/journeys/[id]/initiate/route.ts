import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { initiatedSchema, initiateSchema } from '#domain/journey/initiation.ts'
import { resource, route } from '#server/api/route.ts'
import { initiateJourney } from '#server/journey/initiate.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'initiateJourney',
      summary: 'Let a member, up to 1,000 members, a segment or everybody enter.',
      description:
        'The live version needs an API trigger. A userId nobody has makes a member. Send an Idempotency-Key, so that a repeat lets nobody in twice.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      body: initiateSchema,
      status: 202,
      response: initiatedSchema,
      role: 'editor',
      refuses: ['notFound', 'conflict', 'unprocessable'],
    },
    ({ ctx, params, body }) => initiateJourney(ctx, params.id, body),
  ),
})
