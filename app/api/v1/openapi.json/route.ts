import { z } from 'zod'
import { openApiDocument } from '#server/api/openapi.ts'
import { publicRoute, resource } from '#server/api/route.ts'
import { env } from '#server/env.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: publicRoute(
    {
      operationId: 'getOpenApiDocument',
      summary: 'This document.',
      tag: 'Operations',
      response: z.record(z.string(), z.json()),
    },
    async () => {
      const { registry } = await import('#app/api/v1/registry.ts')
      return JSON.parse(JSON.stringify(openApiDocument(registry, `${env().APP_URL}/api/v1`)))
    },
  ),
})
