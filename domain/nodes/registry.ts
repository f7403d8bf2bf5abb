import { actionAttribute } from './action.attribute.ts'
import { actionEmail } from './action.email.ts'
import { actionEvent } from './action.event.ts'
import { actionExit } from './action.exit.ts'
import { actionJourney } from './action.journey.ts'
import { actionTag } from './action.tag.ts'
import { actionWebhook } from './action.webhook.ts'
import type { NodeDefinition } from './definition.ts'
import type { NodeKind } from './kinds.ts'
import { ruleBranch } from './rule.branch.ts'
import { ruleCondition } from './rule.condition.ts'
import { ruleDelay } from './rule.delay.ts'
import { ruleExperiment } from './rule.experiment.ts'
import { ruleFrequency } from './rule.frequency.ts'
import { ruleGoal } from './rule.goal.ts'
import { ruleMessageOutcome } from './rule.message_outcome.ts'
import { ruleReachability } from './rule.reachability.ts'
import { ruleSplit } from './rule.split.ts'
import { ruleWaitCondition } from './rule.wait_condition.ts'
import { ruleWaitFor } from './rule.wait_for.ts'
import { ruleWaitUntil } from './rule.wait_until.ts'
import { triggerApi } from './trigger.api.ts'
import { triggerAttribute } from './trigger.attribute.ts'
import { triggerDate } from './trigger.date.ts'
import { triggerEvent } from './trigger.event.ts'
import { triggerJourney } from './trigger.journey.ts'
import { triggerSchedule } from './trigger.schedule.ts'
import { triggerSegment } from './trigger.segment.ts'

const registry = {
  'trigger.event': triggerEvent,
  'trigger.api': triggerApi,
  'trigger.journey': triggerJourney,
  'trigger.schedule': triggerSchedule,
  'trigger.segment': triggerSegment,
  'trigger.attribute': triggerAttribute,
  'trigger.date': triggerDate,
  'rule.delay': ruleDelay,
  'rule.wait_for': ruleWaitFor,
  'rule.wait_condition': ruleWaitCondition,
  'rule.wait_until': ruleWaitUntil,
  'rule.condition': ruleCondition,
  'rule.branch': ruleBranch,
  'rule.split': ruleSplit,
  'rule.experiment': ruleExperiment,
  'rule.message_outcome': ruleMessageOutcome,
  'rule.reachability': ruleReachability,
  'rule.frequency': ruleFrequency,
  'rule.goal': ruleGoal,
  'action.email': actionEmail,
  'action.webhook': actionWebhook,
  'action.attribute': actionAttribute,
  'action.tag': actionTag,
  'action.event': actionEvent,
  'action.journey': actionJourney,
  'action.exit': actionExit,
} satisfies { [K in NodeKind]: NodeDefinition }

/** The deciding half of a kind. */
export function definitionOf(kind: NodeKind): NodeDefinition {
  return registry[kind]
}
