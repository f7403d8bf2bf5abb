import { createProviderSchema, providerListSchema, providerSchema } from '#domain/message/provider.ts'
import { resource, route } from '#server/api/route.ts'
import { listProviders } from '#server/provider/list.ts'
import { createProvider } from '#server/provider/save.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listProviders',
      summary: 'The accounts that deliver messages, and which one is in use.',
      tag: 'Providers',
      role: 'admin',
      response: providerListSchema,
    },
    ({ ctx }) => listProviders(ctx),
  ),
  POST: route(
    {
      operationId: 'createProvider',
      summary: 'Add an account and send through it from now on.',
      description: 'The password is sealed and never shown again.',
      tag: 'Providers',
      role: 'admin',
      body: createProviderSchema,
      status: 201,
      response: providerSchema,
    },
    ({ ctx, body }) => createProvider(ctx, body),
  ),
})
