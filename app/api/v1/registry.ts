import type { Registry } from '#server/api/openapi.ts'
import * as auditLog from './audit-log/route.ts'
import * as invitationsAccept from './invitations/accept/route.ts'
import * as keysId from './keys/[id]/route.ts'
import * as keys from './keys/route.ts'
import * as me from './me/route.ts'
import * as openapiJson from './openapi.json/route.ts'
import * as peopleId from './people/[id]/route.ts'
import * as people from './people/route.ts'
import * as setup from './setup/route.ts'
import * as workspaceContents from './workspace/contents/route.ts'
import * as workspace from './workspace/route.ts'
import * as workspacesSlug from './workspaces/[slug]/route.ts'
import * as workspaces from './workspaces/route.ts'

/** Every route file under app/api/v1, by its path: what the OpenAPI document is made of. A test compares it with the folder. */
export const registry: Registry = {
  '/audit-log': auditLog,
  '/invitations/accept': invitationsAccept,
  '/keys': keys,
  '/keys/{id}': keysId,
  '/me': me,
  '/openapi.json': openapiJson,
  '/people': people,
  '/people/{id}': peopleId,
  '/setup': setup,
  '/workspace': workspace,
  '/workspace/contents': workspaceContents,
  '/workspaces': workspaces,
  '/workspaces/{slug}': workspacesSlug,
}
