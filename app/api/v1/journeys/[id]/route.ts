import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { journeySchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { getJourney } from '#server/journey/get.ts'
import { removeJourney } from '#server/journey/remove.ts'
import { patchJourneySchema, updateJourney } from '#server/journey/update.ts'

const params = z.object({ id: rowIdSchema })

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    { operationId: 'getJourney', summary: 'A journey with its draft.', tag: 'Journeys', params, response: journeySchema },
    async ({ ctx, params, headers }) => {
      const journey = await getJourney(ctx, params.id)
      headers.set('ETag', `"${journey.etag}"`)
      return journey
    },
  ),
  PATCH: route(
    {
      operationId: 'updateJourney',
      summary: 'Change name or settings; they act at once.',
      tag: 'Journeys',
      role: 'editor',
      params,
      body: patchJourneySchema,
      response: journeySchema,
      ifMatch: true,
    },
    async ({ ctx, params, body, ifMatch, headers }) => {
      const journey = await updateJourney(ctx, params.id, ifMatch, body)
      headers.set('ETag', `"${journey.etag}"`)
      return journey
    },
  ),
  DELETE: route(
    {
      operationId: 'deleteJourney',
      summary: 'Delete a draft, or as owner a journey that has ended.',
      tag: 'Journeys',
      role: 'editor',
      params,
      refuses: ['conflict'],
    },
    async ({ ctx, params }) => removeJourney(ctx, params.id),
  ),
})
