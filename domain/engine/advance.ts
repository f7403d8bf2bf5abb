import type { Saw } from '#domain/condition/evaluation.ts'
import type { GoalInput } from '#domain/nodes/definition.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { changeAttributes } from './apply/attributes.ts'
import { awaitedBy } from './awaited.ts'
import type { Cause, Decision, Effect, MessageRequest, Question } from './decision.ts'
import { reachedGoal } from './goal.ts'
import { renderText } from './render.ts'
import type { Facts, MemberFacts, MessageIntent, Plan, PlanNode, Rest, Standing, Visit, VisitEffect, Walked } from './types.ts'

/** Nodes one walk may pass. A cycle without a wait is refused at publishing; this stops whatever got past that. */
export const STEPS_MAX = 100

type Over = { status: 'ENDED' | 'ERROR'; reason: string }
type Resting = { status: 'WAITING' | 'RUNNING'; dueAt: number; rest: Rest | null }
type Step = { to: string } | { over: Over } | { rest: Resting } | { ask: Question }

/** A walk in the making. `number` is that of the latest visit. */
type Walk = {
  lines: Visit[]
  messages: MessageIntent[]
  effects: VisitEffect[]
  number: number
  member: MemberFacts
  variables: Standing['variables']
}

/** `entered`: what entry compared, kept with the visit of the trigger. `winners`: arms of experiments that are over. */
export type Circumstances = { cause?: Cause; entered?: Saw[]; winners?: ReadonlyMap<string, string> }

const ARRIVAL: Cause = { by: 'arrival' }
const TIMER: Cause = { by: 'timer' }

/**
 * Walks one progress from where it stands until a node stops it, and says what should be true next. Pure: the same
 * arguments, the same answer; when facts are missing it asks for them, and is called again from the start with them.
 *
 * A progress that rests (WAITING, RUNNING) is asked again for `cause`, by default its due time. When it leaves, that is the
 * first line of this walk, with the number of the visit it ends and `arrived: false`; when it stays, the walk is empty. Any
 * other arrives at its node, as visit `standing.visits + 1`. Whatever happens is an answer: a node that is gone, a failure
 * and a spent step budget end in ERROR, an outlet without a path in ENDED.
 *
 * @param now epoch ms
 */
export function advance(
  plan: Plan,
  standing: Standing,
  member: MemberFacts,
  facts: Facts,
  now: number,
  { cause, entered = [], winners }: Circumstances = {},
): Walked | { ask: Question } {
  const walk: Walk = { lines: [], messages: [], effects: [], number: standing.visits, member, variables: standing.variables }
  const isResting = standing.status === 'WAITING' || standing.status === 'RUNNING'
  let key = standing.nodeKey
  let why = isResting ? (cause ?? TIMER) : ARRIVAL
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    const hasArrived = why.by === 'arrival'
    if (hasArrived) walk.number++
    const node = plan.nodes.get(key)
    const line: Visit = { number: walk.number, nodeKey: key, outlet: null, arrived: hasArrived, outcome: 'success' }
    if (!node) return finish(walk, failed(walk, line, 'unknown_node'))
    const at: At = { standing: standingIn(walk, standing, steps), member: walk.member, facts, now, cause: why }
    const step = stepAt(walk, plan, node, line, at, { entered: steps === 0 ? entered : NOTHING, winner: winners?.get(key) ?? null })
    if ('ask' in step) return step
    if ('over' in step) return finish(walk, step.over)
    if ('rest' in step) return restAt(walk, key, step.rest)
    key = step.to
    why = ARRIVAL
  }
  const line: Visit = { number: ++walk.number, nodeKey: key, outlet: null, arrived: true, outcome: 'success' }
  return finish(walk, failed(walk, line, 'step_budget'))
}

/** What a later node sees of the passage: no rest but its own, and the variables that were set on the way. */
const standingIn = ({ variables, number }: Walk, standing: Standing, steps: number): Standing =>
  steps === 0 ? standing : { ...standing, rest: null, variables, visits: number - 1 }

type At = Omit<GoalInput<unknown>, 'nodeKey' | 'settings'>
const NOTHING: Saw[] = []

/** One node. A goal ahead that is reached goes before it when the member rests here, or is about to. */
function stepAt(walk: Walk, plan: Plan, node: PlanNode, line: Visit, at: At, more: { entered: Saw[]; winner: string | null }): Step {
  if (!line.arrived) {
    const goal = reachedGoal(plan, node, at)
    if (goal) return 'ask' in goal ? goal : pull(walk, line, goal)
  }
  const decision = decide(plan.journeyId, node, at, more.winner)
  const step = take(walk, node, line, more.entered.length > 0 ? withSaw(decision, more.entered) : decision, at)
  if (!line.arrived || node.goals.length === 0 || !('rest' in step)) return step
  const goal = reachedGoal(plan, node, at)
  if (!goal) return step
  return 'ask' in goal ? goal : pull(walk, { ...line, arrived: false }, goal)
}

// Written out: spreading these on every step costs more than the decision.
const decide = (journeyId: number, node: PlanNode, { member, facts, standing, cause, now }: At, winner: string | null): Decision =>
  definitionOf(node.kind).decide({
    journeyId,
    nodeKey: node.key,
    settings: node.settings,
    member,
    facts,
    standing,
    cause,
    winner,
    render: renderText,
    now,
  })

function withSaw(decision: Decision, saw: Saw[]): Decision {
  if (decision.does === 'ask') return decision
  return { ...decision, saw: [...saw, ...(decision.saw ?? [])] }
}

/** Writes down what a node decided and says what follows from it. `line` is this walk's own. */
function take(walk: Walk, node: PlanNode, line: Visit, decision: Decision, at: At): Step {
  switch (decision.does) {
    case 'ask':
      return { ask: decision.question }
    case 'follow':
      if (decision.variables) walk.variables = { ...walk.variables, ...decision.variables }
      if (decision.skipped !== undefined) Object.assign(line, { outcome: 'skip', reason: decision.skipped })
      return follow(walk, node, seen(line, decision.saw), decision.outlet)
    case 'send':
      walk.messages.push(intent(decision.message, line))
      return follow(walk, node, seen(line, decision.saw), decision.outlet)
    case 'apply':
      for (const effect of decision.effects) affect(walk, effect, line)
      return follow(walk, node, seen(line, decision.saw), decision.outlet)
    case 'call':
      if (line.arrived) walk.messages.push(intent(decision.request, line))
      return rest(walk, line, decision.saw, restOf(decision.until, decision.until, [], at), 'RUNNING')
    case 'wait':
    case 'waitFor':
    case 'waitUntil': {
      const due = 'changesAt' in decision ? Math.min(decision.changesAt ?? Number.POSITIVE_INFINITY, decision.until) : decision.until
      return rest(walk, line, decision.saw, restOf(due, decision.until, awaitedBy(decision, node), at), 'WAITING')
    }
    case 'exit':
      line.reason = decision.reason
      walk.lines.push(seen(line, decision.saw))
      return { over: { status: 'ENDED', reason: decision.reason } }
    case 'fail':
      seen(line, decision.saw)
      if (!node.targets.has('error')) return { over: failed(walk, line, decision.error) }
      Object.assign(line, { outcome: 'error', reason: decision.error })
      return follow(walk, node, line, 'error')
  }
}

// Written out like everything that every message passes.
const intent = (message: MessageRequest, { number: visit, nodeKey }: Visit): MessageIntent =>
  message.channel === 'email'
    ? { channel: message.channel, content: message.content, visit, nodeKey }
    : { channel: message.channel, content: message.content, visit, nodeKey }

function affect(walk: Walk, effect: Effect, { number, nodeKey }: Visit): void {
  walk.effects.push({ ...effect, visit: number, nodeKey })
  if (effect.do !== 'change') return
  const changed = changeAttributes(walk.member.attributes, effect.set)
  if (changed) walk.member = { ...walk.member, attributes: changed.attributes }
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

/** Coming to rest is a line of the walk; going on resting is none. */
function rest(walk: Walk, line: Visit, saw: Saw[] | undefined, at: Omit<Resting, 'status'>, status: Resting['status']): Step {
  if (line.arrived) walk.lines.push(seen(line, saw))
  return { rest: { ...at, status } }
}

/** A plain wait is all in its timer; what else a wait needs is remembered with it. */
function restOf(dueAt: number, until: number, awaits: readonly string[], { standing, cause, now }: At): Omit<Resting, 'status'> {
  if (awaits.length === 0 && dueAt === until && standing.rest === null) return { dueAt, rest: null }
  const since = cause.by === 'arrival' ? now : (standing.rest?.since ?? now)
  return { dueAt, rest: { since, until, awaits } }
}

/** A goal ahead was reached: the member leaves by no outlet, and passes the goal by its outlet `reached`. */
function pull(walk: Walk, line: Visit, { node, saw }: { node: PlanNode; saw: Saw[] }): Step {
  walk.lines.push({ ...line, outlet: '!goal', outcome: 'skip', reason: 'goal' })
  const reached: Visit = { number: ++walk.number, nodeKey: node.key, outlet: null, arrived: true, outcome: 'success' }
  return follow(walk, node, seen(reached, saw), 'reached')
}

function failed(walk: Walk, line: Visit, reason: string): Over {
  line.outcome = 'error'
  line.reason = reason
  walk.lines.push(line)
  return { status: 'ERROR', reason }
}

const finish = (walk: Walk, { status, reason }: Over): Walked => ({
  nodeKey: null,
  status,
  dueAt: null,
  rest: null,
  reason,
  visits: walk.number,
  walk: walk.lines,
  messages: walk.messages,
  effects: walk.effects,
  variables: walk.variables,
})

const restAt = (walk: Walk, nodeKey: string, { status, dueAt, rest }: Resting): Walked => ({
  nodeKey,
  status,
  dueAt,
  rest,
  reason: null,
  visits: walk.number,
  walk: walk.lines,
  messages: walk.messages,
  effects: walk.effects,
  variables: walk.variables,
})
