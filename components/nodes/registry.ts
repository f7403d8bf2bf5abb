import type { NodeKind } from '#domain/nodes/kinds.ts'
import { actionAttributeFace } from './action.attribute.tsx'
import { actionEmailFace } from './action.email.tsx'
import { actionEventFace } from './action.event.tsx'
import { actionExitFace } from './action.exit.tsx'
import { actionJourneyFace } from './action.journey.tsx'
import { actionTagFace } from './action.tag.tsx'
import { actionWebhookFace } from './action.webhook.tsx'
import type { NodeFace } from './face.ts'
import { ruleBranchFace } from './rule.branch.tsx'
import { ruleConditionFace } from './rule.condition.tsx'
import { ruleDelayFace } from './rule.delay.tsx'
import { ruleExperimentFace } from './rule.experiment.tsx'
import { ruleFrequencyFace } from './rule.frequency.tsx'
import { ruleGoalFace } from './rule.goal.tsx'
import { ruleMessageOutcomeFace } from './rule.message_outcome.tsx'
import { ruleReachabilityFace } from './rule.reachability.tsx'
import { ruleSplitFace } from './rule.split.tsx'
import { ruleWaitConditionFace } from './rule.wait_condition.tsx'
import { ruleWaitForFace } from './rule.wait_for.tsx'
import { ruleWaitUntilFace } from './rule.wait_until.tsx'
import { triggerApiFace } from './trigger.api.tsx'
import { triggerAttributeFace } from './trigger.attribute.tsx'
import { triggerDateFace } from './trigger.date.tsx'
import { triggerEventFace } from './trigger.event.tsx'
import { triggerJourneyFace } from './trigger.journey.tsx'
import { triggerScheduleFace } from './trigger.schedule.tsx'
import { triggerSegmentFace } from './trigger.segment.tsx'

const registry = {
  'trigger.event': triggerEventFace,
  'trigger.api': triggerApiFace,
  'trigger.journey': triggerJourneyFace,
  'trigger.schedule': triggerScheduleFace,
  'trigger.segment': triggerSegmentFace,
  'trigger.attribute': triggerAttributeFace,
  'trigger.date': triggerDateFace,
  'rule.delay': ruleDelayFace,
  'rule.wait_for': ruleWaitForFace,
  'rule.wait_condition': ruleWaitConditionFace,
  'rule.wait_until': ruleWaitUntilFace,
  'rule.condition': ruleConditionFace,
  'rule.branch': ruleBranchFace,
  'rule.split': ruleSplitFace,
  'rule.experiment': ruleExperimentFace,
  'rule.message_outcome': ruleMessageOutcomeFace,
  'rule.reachability': ruleReachabilityFace,
  'rule.frequency': ruleFrequencyFace,
  'rule.goal': ruleGoalFace,
  'action.email': actionEmailFace,
  'action.webhook': actionWebhookFace,
  'action.attribute': actionAttributeFace,
  'action.tag': actionTagFace,
  'action.event': actionEventFace,
  'action.journey': actionJourneyFace,
  'action.exit': actionExitFace,
} satisfies { [K in NodeKind]: NodeFace }

/** The showing half of a kind. */
export function faceOf(kind: NodeKind): NodeFace {
  return registry[kind]
}
