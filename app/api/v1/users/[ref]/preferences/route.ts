import { changePreferencesSchema, memberBySchema, memberRefSchema, preferencesSchema } from '#domain/member/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { changePreferences, getPreferences } from '#server/member/preferences.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getUserPreferences',
      summary: 'What a member allows, by channel and topic.',
      tag: 'Users',
      params: memberRefSchema,
      query: memberBySchema,
      response: preferencesSchema,
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => getPreferences(ctx, { ...params, ...query }),
  ),
  PUT: route(
    {
      operationId: 'changeUserPreferences',
      summary: 'Record what a member allows; what is not named stays.',
      description: 'In force at once: after the answer, nothing is claimed for a channel that is denied.',
      tag: 'Users',
      params: memberRefSchema,
      query: memberBySchema,
      body: changePreferencesSchema,
      response: preferencesSchema,
      role: 'editor',
      refuses: ['notFound'],
    },
    ({ ctx, params, query, body }) => changePreferences(ctx, { ...params, ...query, ...body }),
  ),
})
