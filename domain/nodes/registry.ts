import { actionEmail } from './action.email.ts'
import { actionExit } from './action.exit.ts'
import type { NodeDefinition } from './definition.ts'
import type { NodeKind } from './kinds.ts'
import { ruleBranch } from './rule.branch.ts'
import { ruleCondition } from './rule.condition.ts'
import { ruleDelay } from './rule.delay.ts'
import { ruleWaitCondition } from './rule.wait_condition.ts'
import { ruleWaitFor } from './rule.wait_for.ts'
import { triggerEvent } from './trigger.event.ts'

const registry = {
  'trigger.event': triggerEvent,
  'rule.delay': ruleDelay,
  'rule.wait_for': ruleWaitFor,
  'rule.wait_condition': ruleWaitCondition,
  'rule.condition': ruleCondition,
  'rule.branch': ruleBranch,
  'action.email': actionEmail,
  'action.exit': actionExit,
} satisfies { [K in NodeKind]: NodeDefinition }

/** The deciding half of a kind. */
export function definitionOf(kind: NodeKind): NodeDefinition {
  return registry[kind]
}
