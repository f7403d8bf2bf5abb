import type { NodeKind } from '#domain/nodes/kinds.ts'
import { actionEmailFace } from './action.email.tsx'
import { actionExitFace } from './action.exit.tsx'
import type { NodeFace } from './face.ts'
import { ruleConditionFace } from './rule.condition.tsx'
import { ruleDelayFace } from './rule.delay.tsx'
import { triggerEventFace } from './trigger.event.tsx'

const registry = {
  'trigger.event': triggerEventFace,
  'rule.delay': ruleDelayFace,
  'rule.condition': ruleConditionFace,
  'action.email': actionEmailFace,
  'action.exit': actionExitFace,
} satisfies { [K in NodeKind]: NodeFace }

/** The showing half of a kind. */
export function faceOf(kind: NodeKind): NodeFace {
  return registry[kind]
}
