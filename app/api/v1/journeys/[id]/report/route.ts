import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { reportQuerySchema, reportSchema } from '#domain/report/shape.ts'
import { resource, route } from '#server/api/route.ts'
import { journeyReport } from '#server/report/journeyReport.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getJourneyReport',
      summary: 'What happened in a journey: passages, nodes, messages, and a series.',
      description:
        '`from` is inclusive, `to` exclusive, both rounded outward to quarters of an hour; without them, the whole life. Days are those of the workspace. `inProgress` and `waiting` are as of now. `delivered` is null where nothing tells.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      query: reportQuerySchema,
      response: reportSchema,
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => journeyReport(ctx, { journeyId: params.id, ...query }),
  ),
})
