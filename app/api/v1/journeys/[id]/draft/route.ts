import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { journeySchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { exportDocument } from '#server/journey/exportDocument.ts'
import { putDraft } from '#server/journey/putDraft.ts'

const params = z.object({ id: rowIdSchema })

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getDraft',
      summary: 'The draft as a journey document, as a file holds it.',
      tag: 'Journeys',
      params,
      response: journeyDocumentSchema,
    },
    async ({ ctx, params }) => exportDocument(ctx, params.id),
  ),
  PUT: route(
    {
      operationId: 'putDraft',
      summary: 'Replace the draft.',
      description:
        'A draft may be unfinished: what is wrong comes back as `problems`. What is live changes only by publishing; name and settings act at once.',
      tag: 'Journeys',
      role: 'editor',
      params,
      body: journeyDocumentSchema,
      response: journeySchema,
      ifMatch: true,
    },
    async ({ ctx, params, body, ifMatch, headers }) => {
      const journey = await putDraft(ctx, params.id, ifMatch, body)
      headers.set('ETag', `"${journey.etag}"`)
      return journey
    },
  ),
})
