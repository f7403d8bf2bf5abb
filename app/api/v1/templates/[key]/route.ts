import { z } from 'zod'
import { templateContentSchema, templateKeySchema, templateSchema } from '#domain/message/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { getTemplate } from '#server/template/get.ts'
import { removeTemplate } from '#server/template/remove.ts'
import { saveTemplate } from '#server/template/save.ts'

const params = z.object({ key: templateKeySchema })

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getTemplate',
      summary: 'A template with its live content.',
      tag: 'Templates',
      role: 'viewer',
      params,
      response: templateSchema,
      refuses: ['notFound'],
    },
    ({ ctx, params }) => getTemplate(ctx, params.key),
  ),
  PUT: route(
    {
      operationId: 'saveTemplate',
      summary: 'Save a content as the next version.',
      description: 'What is sent from now on is made from it. A content equal to the live one makes no version.',
      tag: 'Templates',
      role: 'editor',
      params,
      body: templateContentSchema,
      response: templateSchema,
      refuses: ['notFound', 'unprocessable'],
    },
    ({ ctx, params, body }) => saveTemplate(ctx, params.key, body),
  ),
  DELETE: route(
    {
      operationId: 'deleteTemplate',
      summary: 'Take a template away.',
      description: 'Refused while a journey that is going on can still send it.',
      tag: 'Templates',
      role: 'editor',
      params,
      refuses: ['notFound', 'conflict'],
    },
    ({ ctx, params }) => removeTemplate(ctx, params.key),
  ),
})
