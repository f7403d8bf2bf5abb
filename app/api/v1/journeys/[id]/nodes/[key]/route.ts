import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { draftNodeSchema, nodeKeySchema } from '#domain/journey/document.ts'
import { resource, route } from '#server/api/route.ts'
import { getNode, patchNode, patchNodeSchema, removeNode } from '#server/journey/nodes.ts'

const params = z.object({ id: rowIdSchema, key: nodeKeySchema })

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    { operationId: 'getNode', summary: 'One node of the draft.', tag: 'Journeys', params, response: draftNodeSchema },
    async ({ ctx, params }) => getNode(ctx, params.id, params.key),
  ),
  PATCH: route(
    {
      operationId: 'updateNode',
      summary: 'Change name, settings or position of a node of the draft.',
      tag: 'Journeys',
      role: 'editor',
      params,
      body: patchNodeSchema,
      response: draftNodeSchema,
      ifMatch: true,
    },
    async ({ ctx, params, body, ifMatch, headers }) => {
      const { node, etag } = await patchNode(ctx, params.id, ifMatch, params.key, body)
      headers.set('ETag', `"${etag}"`)
      return node
    },
  ),
  DELETE: route(
    {
      operationId: 'deleteNode',
      summary: 'Take a node out of the draft, with its paths.',
      tag: 'Journeys',
      role: 'editor',
      params,
      ifMatch: true,
    },
    async ({ ctx, params, ifMatch, headers }) => {
      headers.set('ETag', `"${await removeNode(ctx, params.id, ifMatch, params.key)}"`)
    },
  ),
})
