import type { NodeKind } from '#domain/nodes/kinds.ts'
import { actionEmailFace } from './action.email.tsx'
import { actionExitFace } from './action.exit.tsx'
import type { NodeFace } from './face.ts'
import { ruleBranchFace } from './rule.branch.tsx'
import { ruleConditionFace } from './rule.condition.tsx'
import { ruleDelayFace } from './rule.delay.tsx'
import { ruleWaitConditionFace } from './rule.wait_condition.tsx'
import { ruleWaitForFace } from './rule.wait_for.tsx'
import { triggerEventFace } from './trigger.event.tsx'

const registry = {
  'trigger.event': triggerEventFace,
  'rule.delay': ruleDelayFace,
  'rule.wait_for': ruleWaitForFace,
  'rule.wait_condition': ruleWaitConditionFace,
  'rule.condition': ruleConditionFace,
  'rule.branch': ruleBranchFace,
  'action.email': actionEmailFace,
  'action.exit': actionExitFace,
} satisfies { [K in NodeKind]: NodeFace }

/** The showing half of a kind. */
export function faceOf(kind: NodeKind): NodeFace {
  return registry[kind]
}
