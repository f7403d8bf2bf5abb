import { listOf } from '#domain/api/common.ts'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { journeyListItemSchema, journeySchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { createJourney } from '#server/journey/create.ts'
import { journeyListQuerySchema, listJourneys } from '#server/journey/list.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listJourneys',
      summary: 'The journeys of the workspace, with counts.',
      tag: 'Journeys',
      query: journeyListQuerySchema,
      response: listOf(journeyListItemSchema),
    },
    async ({ ctx, query }) => listJourneys(ctx, query),
  ),
  POST: route(
    {
      operationId: 'createJourney',
      summary: 'Create a journey: blank, or from a document.',
      tag: 'Journeys',
      role: 'editor',
      body: journeyDocumentSchema,
      status: 201,
      response: journeySchema,
    },
    async ({ ctx, body, headers }) => {
      const journey = await createJourney(ctx, body)
      headers.set('Location', `/api/v1/journeys/${journey.id}`)
      headers.set('ETag', `"${journey.etag}"`)
      return journey
    },
  ),
})
