import type { Saw } from '#domain/condition/evaluation.ts'
import type { GoalInput } from '#domain/nodes/definition.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { Question } from './decision.ts'
import type { Plan, PlanNode } from './types.ts'

/** The nearest goal ahead of a node that is reached, null where none is. */
export function reachedGoal(
  plan: Plan,
  { goals }: PlanNode,
  at: Omit<GoalInput<unknown>, 'nodeKey' | 'settings'>,
): { node: PlanNode; saw: Saw[] } | { ask: Question } | null {
  for (const key of goals) {
    const node = plan.nodes.get(key)
    const half = node && definitionOf(node.kind).goal
    if (!half) continue
    const reached = half.reached({ ...at, nodeKey: key, settings: node.settings })
    if (!reached.known) return { ask: reached.missing }
    if (reached.value) return { node, saw: reached.saw }
  }
  return null
}
