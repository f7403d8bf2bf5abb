import { z } from 'zod'
import { memberBySchema, memberRefSchema, progressTraceSchema } from '#domain/member/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { trace } from '#server/member/trace.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getUserProgress',
      summary: 'One passage, visit by visit: what each decision saw and what became of each message.',
      tag: 'Users',
      params: memberRefSchema.extend({ id: z.string() }),
      query: memberBySchema,
      response: progressTraceSchema,
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => trace(ctx, { ref: params.ref, by: query.by, progressId: params.id }),
  ),
})
