import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { actOnErrorsSchema, errorActSchema } from '#domain/journey/errors.ts'
import { resource, route } from '#server/api/route.ts'
import { actOnErrors } from '#server/progress/actOnErrors.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'actOnJourneyErrors',
      summary: 'Retry, skip, exit or move passages in ERROR.',
      description: 'Those chosen by progressIds, or all that match the filter at this moment. They are dealt with in the background.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      body: actOnErrorsSchema,
      status: 202,
      response: errorActSchema,
      role: 'editor',
      refuses: ['notFound', 'conflict', 'unprocessable'],
    },
    ({ ctx, params, body }) => actOnErrors(ctx, params.id, body),
  ),
})
