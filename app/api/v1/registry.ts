import type { Registry } from '#server/api/openapi.ts'
import * as attributesNames from './attributes/names/route.ts'
import * as auditLog from './audit-log/route.ts'
import * as deadLettersIdReplay from './dead-letters/[id]/replay/route.ts'
import * as deadLettersId from './dead-letters/[id]/route.ts'
import * as deadLettersReplay from './dead-letters/replay/route.ts'
import * as deadLetters from './dead-letters/route.ts'
import * as doctor from './doctor/route.ts'
import * as eventsNamesNameProperties from './events/names/[name]/properties/route.ts'
import * as eventsNames from './events/names/route.ts'
import * as eventsRejected from './events/rejected/route.ts'
import * as events from './events/route.ts'
import * as invitationsAccept from './invitations/accept/route.ts'
import * as journeysIdDraft from './journeys/[id]/draft/route.ts'
import * as journeysIdDuplicate from './journeys/[id]/duplicate/route.ts'
import * as journeysIdEnd from './journeys/[id]/end/route.ts'
import * as journeysIdErrorsAct from './journeys/[id]/errors/act/route.ts'
import * as journeysIdErrorsActs from './journeys/[id]/errors/acts/route.ts'
import * as journeysIdErrorsCount from './journeys/[id]/errors/count/route.ts'
import * as journeysIdErrors from './journeys/[id]/errors/route.ts'
import * as journeysIdExperimentsKeyWinner from './journeys/[id]/experiments/[key]/winner/route.ts'
import * as journeysIdExperiments from './journeys/[id]/experiments/route.ts'
import * as journeysIdExplain from './journeys/[id]/explain/route.ts'
import * as journeysIdInitiate from './journeys/[id]/initiate/route.ts'
import * as journeysIdMoves from './journeys/[id]/moves/route.ts'
import * as journeysIdNodesKey from './journeys/[id]/nodes/[key]/route.ts'
import * as journeysIdNodes from './journeys/[id]/nodes/route.ts'
import * as journeysIdParked from './journeys/[id]/parked/route.ts'
import * as journeysIdPathsPath from './journeys/[id]/paths/[path]/route.ts'
import * as journeysIdPaths from './journeys/[id]/paths/route.ts'
import * as journeysIdPause from './journeys/[id]/pause/route.ts'
import * as journeysIdProgress from './journeys/[id]/progress/route.ts'
import * as journeysIdPublishPreview from './journeys/[id]/publish/preview/route.ts'
import * as journeysIdPublish from './journeys/[id]/publish/route.ts'
import * as journeysIdReport from './journeys/[id]/report/route.ts'
import * as journeysIdResume from './journeys/[id]/resume/route.ts'
import * as journeysId from './journeys/[id]/route.ts'
import * as journeysIdRuns from './journeys/[id]/runs/route.ts'
import * as journeysIdSimulate from './journeys/[id]/simulate/route.ts'
import * as journeysIdVersionsNumberRestore from './journeys/[id]/versions/[number]/restore/route.ts'
import * as journeysIdVersionsNumber from './journeys/[id]/versions/[number]/route.ts'
import * as journeysIdVersions from './journeys/[id]/versions/route.ts'
import * as journeysCount from './journeys/count/route.ts'
import * as journeys from './journeys/route.ts'
import * as keysId from './keys/[id]/route.ts'
import * as keys from './keys/route.ts'
import * as me from './me/route.ts'
import * as messagesId from './messages/[id]/route.ts'
import * as messages from './messages/route.ts'
import * as openapiJson from './openapi.json/route.ts'
import * as peopleId from './people/[id]/route.ts'
import * as people from './people/route.ts'
import * as providersId from './providers/[id]/route.ts'
import * as providersIdTest from './providers/[id]/test/route.ts'
import * as providers from './providers/route.ts'
import * as sandboxMessagesId from './sandbox/messages/[id]/route.ts'
import * as sandboxMessages from './sandbox/messages/route.ts'
import * as segmentsKeyMembers from './segments/[key]/members/route.ts'
import * as segmentsKey from './segments/[key]/route.ts'
import * as segmentsPreview from './segments/preview/route.ts'
import * as segments from './segments/route.ts'
import * as setup from './setup/route.ts'
import * as templatesKey from './templates/[key]/route.ts'
import * as templatesKeyVersions from './templates/[key]/versions/route.ts'
import * as templatesPreview from './templates/preview/route.ts'
import * as templates from './templates/route.ts'
import * as topicsId from './topics/[id]/route.ts'
import * as topics from './topics/route.ts'
import * as usersRefMessages from './users/[ref]/messages/route.ts'
import * as usersRefPreferences from './users/[ref]/preferences/route.ts'
import * as usersRefProgressId from './users/[ref]/progress/[id]/route.ts'
import * as usersRefProgress from './users/[ref]/progress/route.ts'
import * as usersRef from './users/[ref]/route.ts'
import * as usersRefTagsTag from './users/[ref]/tags/[tag]/route.ts'
import * as usersRefTimeline from './users/[ref]/timeline/route.ts'
import * as users from './users/route.ts'
import * as workspaceContents from './workspace/contents/route.ts'
import * as workspace from './workspace/route.ts'
import * as workspaceWebhookSecret from './workspace/webhook-secret/route.ts'
import * as workspacesSlug from './workspaces/[slug]/route.ts'
import * as workspaces from './workspaces/route.ts'

/** Every route file under app/api/v1, by its path: what the OpenAPI document is made of. A test compares it with the folder. */
export const registry: Registry = {
  '/attributes/names': attributesNames,
  '/audit-log': auditLog,
  '/dead-letters': deadLetters,
  '/dead-letters/{id}': deadLettersId,
  '/dead-letters/{id}/replay': deadLettersIdReplay,
  '/dead-letters/replay': deadLettersReplay,
  '/doctor': doctor,
  '/events': events,
  '/events/names': eventsNames,
  '/events/names/{name}/properties': eventsNamesNameProperties,
  '/events/rejected': eventsRejected,
  '/invitations/accept': invitationsAccept,
  '/journeys': journeys,
  '/journeys/{id}': journeysId,
  '/journeys/{id}/draft': journeysIdDraft,
  '/journeys/{id}/duplicate': journeysIdDuplicate,
  '/journeys/{id}/end': journeysIdEnd,
  '/journeys/{id}/errors': journeysIdErrors,
  '/journeys/{id}/errors/act': journeysIdErrorsAct,
  '/journeys/{id}/errors/acts': journeysIdErrorsActs,
  '/journeys/{id}/errors/count': journeysIdErrorsCount,
  '/journeys/{id}/experiments': journeysIdExperiments,
  '/journeys/{id}/experiments/{key}/winner': journeysIdExperimentsKeyWinner,
  '/journeys/{id}/explain': journeysIdExplain,
  '/journeys/{id}/initiate': journeysIdInitiate,
  '/journeys/{id}/moves': journeysIdMoves,
  '/journeys/{id}/nodes': journeysIdNodes,
  '/journeys/{id}/runs': journeysIdRuns,
  '/journeys/{id}/nodes/{key}': journeysIdNodesKey,
  '/journeys/{id}/parked': journeysIdParked,
  '/journeys/{id}/paths': journeysIdPaths,
  '/journeys/{id}/paths/{path}': journeysIdPathsPath,
  '/journeys/{id}/pause': journeysIdPause,
  '/journeys/{id}/progress': journeysIdProgress,
  '/journeys/{id}/publish': journeysIdPublish,
  '/journeys/{id}/publish/preview': journeysIdPublishPreview,
  '/journeys/{id}/report': journeysIdReport,
  '/journeys/{id}/resume': journeysIdResume,
  '/journeys/{id}/simulate': journeysIdSimulate,
  '/journeys/{id}/versions': journeysIdVersions,
  '/journeys/{id}/versions/{number}': journeysIdVersionsNumber,
  '/journeys/{id}/versions/{number}/restore': journeysIdVersionsNumberRestore,
  '/journeys/count': journeysCount,
  '/keys': keys,
  '/keys/{id}': keysId,
  '/me': me,
  '/messages': messages,
  '/messages/{id}': messagesId,
  '/openapi.json': openapiJson,
  '/people': people,
  '/people/{id}': peopleId,
  '/providers': providers,
  '/providers/{id}': providersId,
  '/providers/{id}/test': providersIdTest,
  '/sandbox/messages': sandboxMessages,
  '/sandbox/messages/{id}': sandboxMessagesId,
  '/segments': segments,
  '/segments/{key}': segmentsKey,
  '/segments/{key}/members': segmentsKeyMembers,
  '/segments/preview': segmentsPreview,
  '/setup': setup,
  '/templates': templates,
  '/templates/{key}': templatesKey,
  '/templates/{key}/versions': templatesKeyVersions,
  '/templates/preview': templatesPreview,
  '/topics': topics,
  '/topics/{id}': topicsId,
  '/users': users,
  '/users/{ref}': usersRef,
  '/users/{ref}/messages': usersRefMessages,
  '/users/{ref}/preferences': usersRefPreferences,
  '/users/{ref}/progress': usersRefProgress,
  '/users/{ref}/progress/{id}': usersRefProgressId,
  '/users/{ref}/tags/{tag}': usersRefTagsTag,
  '/users/{ref}/timeline': usersRefTimeline,
  '/workspace': workspace,
  '/workspace/contents': workspaceContents,
  '/workspace/webhook-secret': workspaceWebhookSecret,
  '/workspaces': workspaces,
  '/workspaces/{slug}': workspacesSlug,
}
