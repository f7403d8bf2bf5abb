import { journeyCountSchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { countJourneys } from '#server/journey/count.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    { operationId: 'countJourneys', summary: 'How many journeys there are in each status.', tag: 'Journeys', response: journeyCountSchema },
    async ({ ctx }) => countJourneys(ctx),
  ),
})
