import type { Registry } from '#server/api/openapi.ts'
import * as me from './me/route.ts'
import * as openapi from './openapi.json/route.ts'

/** Every route file under app/api/v1, by its path: what the OpenAPI document is made of. A test compares it with the folder. */
export const registry: Registry = {
  '/me': me,
  '/openapi.json': openapi,
}
