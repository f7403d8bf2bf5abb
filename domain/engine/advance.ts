import type { Saw } from '#domain/condition/evaluation.ts'
import type { DecideInput } from '#domain/nodes/definition.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { Decision, Question } from './decision.ts'
import type { Facts, MemberFacts, MessageIntent, Plan, PlanNode, Standing, Visit, Walked } from './types.ts'

/** Nodes one walk may pass. A cycle without a wait is refused at publishing; this stops whatever got past that. */
export const STEPS_MAX = 100

type Ended = { status: 'ENDED'; reason: string }
type Erred = { status: 'ERROR'; reason: string }
type Rest = { status: 'WAITING'; dueAt: number }
type Step = { to: string } | { over: Ended | Erred } | { rest: Rest } | { ask: Question }

/** A walk in the making. `number` is that of the latest visit. */
type Walk = { lines: Visit[]; messages: MessageIntent[]; number: number }

/**
 * Walks one progress from where it stands until a node stops it, and says what should be true next. Pure: the same
 * arguments, the same answer; when facts are missing it asks for them, and is called again from the start with them.
 *
 * A progress that is WAITING leaves its node: the first line of this walk, with the number of the visit it ends and
 * `arrived: false`. Any other arrives at its node, as visit `standing.visits + 1`. Whatever happens is an answer: a node
 * that is gone, a failure and a spent step budget end in ERROR, an outlet without a path in ENDED.
 *
 * @param now epoch ms
 * @param entered what entry compared, kept with the visit of the trigger
 */
export function advance(
  plan: Plan,
  standing: Standing,
  member: MemberFacts,
  facts: Facts,
  now: number,
  entered: Saw[] = [],
): Walked | { ask: Question } {
  const walk: Walk = { lines: [], messages: [], number: standing.visits }
  let key = standing.nodeKey
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    const resumed = steps === 0 && standing.status === 'WAITING'
    if (!resumed) walk.number++
    const node = plan.nodes.get(key)
    const line: Visit = { number: walk.number, nodeKey: key, outlet: null, arrived: !resumed, outcome: 'success' }
    if (!node) return finish(walk, failed(walk, line, 'unknown_node'))
    const decision = decide(node, { standing, member, facts, now, resumed })
    const step = take(walk, node, line, steps === 0 && entered.length > 0 ? withSaw(decision, entered) : decision)
    if ('ask' in step) return step
    if ('over' in step) return finish(walk, step.over)
    if ('rest' in step) return waitAt(walk, key, step.rest)
    key = step.to
  }
  const line: Visit = { number: ++walk.number, nodeKey: key, outlet: null, arrived: true, outcome: 'success' }
  return finish(walk, failed(walk, line, 'step_budget'))
}

type Given = Omit<DecideInput<unknown>, 'nodeKey' | 'settings'>

// Written out: spreading these on every step costs more than the decision.
const decide = (node: PlanNode, { member, facts, standing, resumed, now }: Given): Decision =>
  definitionOf(node.kind).decide({ nodeKey: node.key, settings: node.settings, member, facts, standing, resumed, now })

function withSaw(decision: Decision, saw: Saw[]): Decision {
  if (decision.does === 'ask' || decision.does === 'fail') return decision
  return { ...decision, saw: [...saw, ...(decision.saw ?? [])] }
}

/** Writes down what a node decided and says what follows from it. `line` is this walk's own. */
function take(walk: Walk, node: PlanNode, line: Visit, decision: Decision): Step {
  switch (decision.does) {
    case 'ask':
      return { ask: decision.question }
    case 'follow':
      return follow(walk, node, seen(line, decision.saw), decision.outlet)
    case 'send': {
      const { channel, content } = decision.message
      walk.messages.push({ channel, content, visit: line.number, nodeKey: node.key })
      return follow(walk, node, seen(line, decision.saw), decision.outlet)
    }
    case 'wait':
      if (line.arrived) walk.lines.push(seen(line, decision.saw))
      return { rest: { status: 'WAITING', dueAt: decision.until } }
    case 'exit':
      line.reason = decision.reason
      walk.lines.push(seen(line, decision.saw))
      return { over: { status: 'ENDED', reason: decision.reason } }
    case 'fail':
      return { over: failed(walk, line, decision.error) }
  }
}

function seen(line: Visit, saw: Saw[] | undefined): Visit {
  if (saw && saw.length > 0) line.saw = saw
  return line
}

function follow(walk: Walk, node: PlanNode, line: Visit, outlet: string): Step {
  line.outlet = outlet
  walk.lines.push(line)
  const target = node.targets.get(outlet)
  return target === undefined ? { over: { status: 'ENDED', reason: 'open_outlet' } } : { to: target }
}

function failed(walk: Walk, line: Visit, reason: string): Erred {
  line.outcome = 'error'
  line.reason = reason
  walk.lines.push(line)
  return { status: 'ERROR', reason }
}

const finish = (walk: Walk, { status, reason }: Ended | Erred): Walked => ({
  nodeKey: null,
  status,
  dueAt: null,
  reason,
  visits: walk.number,
  walk: walk.lines,
  messages: walk.messages,
})

const waitAt = (walk: Walk, nodeKey: string, { status, dueAt }: Rest): Walked => ({
  nodeKey,
  status,
  dueAt,
  reason: null,
  visits: walk.number,
  walk: walk.lines,
  messages: walk.messages,
})
