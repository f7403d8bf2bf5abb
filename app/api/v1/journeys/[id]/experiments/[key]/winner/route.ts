import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { chooseWinnerSchema, experimentSchema } from '#domain/experiment/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { chooseWinner } from '#server/experiment/choose.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'chooseExperimentWinner',
      summary: 'Choose the arm that everybody takes from now on, take a winner back, or make the test now.',
      description:
        '`{ "arm": "b" }` chooses by hand, `{ "arm": null }` takes back, `{ "by": "test" }` compares the arms at once instead of within the minute.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema, key: z.string().min(1).max(64) }),
      body: chooseWinnerSchema,
      response: experimentSchema,
      role: 'editor',
      refuses: ['notFound', 'conflict', 'unprocessable', 'unavailable'],
    },
    ({ ctx, params, body }) => chooseWinner(ctx, { journeyId: params.id, key: params.key, choice: body }),
  ),
})
