import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { pathSchema } from '#domain/journey/document.ts'
import { resource, route } from '#server/api/route.ts'
import { addPath, listPaths, pathResourceSchema } from '#server/journey/paths.ts'

const params = z.object({ id: rowIdSchema })

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listPaths',
      summary: 'The paths of the draft.',
      tag: 'Journeys',
      params,
      response: z.object({ data: z.array(pathResourceSchema) }),
    },
    async ({ ctx, params }) => ({ data: await listPaths(ctx, params.id) }),
  ),
  POST: route(
    {
      operationId: 'addPath',
      summary: 'Draw a path in the draft.',
      tag: 'Journeys',
      role: 'editor',
      params,
      body: pathSchema,
      status: 201,
      response: pathResourceSchema,
      ifMatch: true,
    },
    async ({ ctx, params, body, ifMatch, headers }) => {
      const { path, etag } = await addPath(ctx, params.id, ifMatch, body)
      headers.set('ETag', `"${etag}"`)
      return path
    },
  ),
})
