import type { Registry } from '#server/api/openapi.ts'
import * as auditLog from './audit-log/route.ts'
import * as invitationsAccept from './invitations/accept/route.ts'
import * as journeyProgress from './journeys/[id]/progress/route.ts'
import * as journeyReport from './journeys/[id]/report/route.ts'
import * as keysId from './keys/[id]/route.ts'
import * as keys from './keys/route.ts'
import * as me from './me/route.ts'
import * as openapiJson from './openapi.json/route.ts'
import * as peopleId from './people/[id]/route.ts'
import * as people from './people/route.ts'
import * as setup from './setup/route.ts'
import * as userMessages from './users/[ref]/messages/route.ts'
import * as userPassage from './users/[ref]/progress/[id]/route.ts'
import * as userProgress from './users/[ref]/progress/route.ts'
import * as user from './users/[ref]/route.ts'
import * as userTimeline from './users/[ref]/timeline/route.ts'
import * as users from './users/route.ts'
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
  '/journeys/{id}/progress': journeyProgress,
  '/journeys/{id}/report': journeyReport,
  '/users': users,
  '/users/{ref}': user,
  '/users/{ref}/messages': userMessages,
  '/users/{ref}/progress': userProgress,
  '/users/{ref}/progress/{id}': userPassage,
  '/users/{ref}/timeline': userTimeline,
}
