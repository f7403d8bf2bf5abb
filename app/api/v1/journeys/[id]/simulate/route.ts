import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { simulateSchema } from '#domain/simulate/request.ts'
import { simulationSchema } from '#domain/simulate/result.ts'
import { resource, route } from '#server/api/route.ts'
import { simulateJourney } from '#server/simulate/simulate.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'simulateJourney',
      summary: 'What a journey would have done: with stored members, or with made-up ones.',
      description:
        'Runs the draft or a version with the engine itself under a virtual clock; nothing is written or sent. `backtest` plays every member with an event that can start the journey, on the events’ own times; `member` one of them, with further events if you like; `synthetic` members and events that you make up (10,000 and 100,000 at most). `from` is inclusive, `to` and `until` exclusive, also for timers. The answer has the shape of a report. Days are those of the workspace. It comes when the simulation is through, within ten minutes or not at all; hang up to give up.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      body: simulateSchema,
      bodyBytesMax: 64_000_000,
      response: simulationSchema,
      role: 'viewer',
      refuses: ['notFound', 'unprocessable'],
    },
    ({ ctx, params, body, request }) => simulateJourney(ctx, { journeyId: params.id, request: body }, request.signal),
  ),
})
