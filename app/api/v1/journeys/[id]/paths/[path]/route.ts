import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { resource, route } from '#server/api/route.ts'
import { getPath, patchPath, patchPathSchema, pathResourceSchema, removePath } from '#server/journey/paths.ts'

const params = z.object({ id: rowIdSchema, path: z.string().max(200) })

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    { operationId: 'getPath', summary: 'One path of the draft.', tag: 'Journeys', params, response: pathResourceSchema },
    async ({ ctx, params }) => getPath(ctx, params.id, params.path),
  ),
  PATCH: route(
    {
      operationId: 'updatePath',
      summary: 'Lead a path of the draft to another node.',
      tag: 'Journeys',
      role: 'editor',
      params,
      body: patchPathSchema,
      response: pathResourceSchema,
      ifMatch: true,
    },
    async ({ ctx, params, body, ifMatch, headers }) => {
      const { path, etag } = await patchPath(ctx, params.id, ifMatch, params.path, body)
      headers.set('ETag', `"${etag}"`)
      return path
    },
  ),
  DELETE: route(
    { operationId: 'deletePath', summary: 'Take a path out of the draft.', tag: 'Journeys', role: 'editor', params, ifMatch: true },
    async ({ ctx, params, ifMatch, headers }) => {
      headers.set('ETag', `"${await removePath(ctx, params.id, ifMatch, params.path)}"`)
    },
  ),
})
