import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { draftNodeSchema } from '#domain/journey/document.ts'
import { resource, route } from '#server/api/route.ts'
import { addNode, listNodes } from '#server/journey/nodes.ts'

const params = z.object({ id: rowIdSchema })

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listNodes',
      summary: 'The nodes of the draft.',
      tag: 'Journeys',
      params,
      response: z.object({ data: z.array(draftNodeSchema) }),
    },
    async ({ ctx, params }) => ({ data: await listNodes(ctx, params.id) }),
  ),
  POST: route(
    {
      operationId: 'addNode',
      summary: 'Add a node to the draft.',
      tag: 'Journeys',
      role: 'editor',
      params,
      body: draftNodeSchema,
      status: 201,
      response: draftNodeSchema,
      ifMatch: true,
    },
    async ({ ctx, params, body, ifMatch, headers }) => {
      const { node, etag } = await addNode(ctx, params.id, ifMatch, body)
      headers.set('ETag', `"${etag}"`)
      return node
    },
  ),
})
