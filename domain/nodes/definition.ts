import type { z } from 'zod'
import type { Reads, Saw } from '#domain/condition/evaluation.ts'
import type { Cause, Decision, Question } from '#domain/engine/decision.ts'
import type { RenderText } from '#domain/engine/render.ts'
import type { EventInHand, Facts, MemberFacts, Standing } from '#domain/engine/types.ts'
import type { Problem } from '#domain/journey/problem.ts'
import type { Channel } from '#domain/message/channel.ts'
import type { Text } from '#domain/text.ts'
import type { NodeKind } from './kinds.ts'

export type DecideInput<Settings> = {
  journeyId: number
  nodeKey: string
  settings: Settings
  member: MemberFacts
  facts: Facts
  standing: Standing
  /** Why it is asked. It is the only thing that differs between arriving and being asked again. */
  cause: Cause
  /** The arm that won here, for an experiment that is over. */
  winner: string | null
  /** Liquid over this member and passage. Handed in, so that pages that only show nodes do without it. */
  render: RenderText
  /** Epoch ms. */
  now: number
}
/** What a goal ahead is asked with. */
export type GoalInput<Settings> = Omit<DecideInput<Settings>, 'winner' | 'render' | 'journeyId'>

/** What a check of settings may look at beyond them. */
export type CheckContext = {
  templateKeys: ReadonlySet<string>
  /** Names of events seen so far; without it, names are not checked. */
  eventNames?: ReadonlySet<string>
  /** Keys of the segments there are; without it, segments are not checked. */
  segmentKeys?: ReadonlySet<string>
  /** Ids of the workspace's journeys; without it, they are not checked. */
  journeyIds?: ReadonlySet<string>
  /** Keys of the draft's nodes that send; without it, they are not checked. */
  senders?: ReadonlySet<string>
  /** The journey that the draft is of. */
  journeyId?: string
  /** What keeps a Liquid text from being parsed; without it, Liquid is not checked. Line 0: not known. */
  liquidFault?(kind: 'text' | 'html', text: string): { line: number; detail: string } | null
}

/** What a problem found in a node's settings says; the node is known to whoever asked. */
export type SettingsProblem = Omit<Problem, 'nodeKey'>

export type MatchInput<Settings> = { settings: Settings; event: EventInHand; member: MemberFacts; facts: Facts; now: number }
export type Match = { known: true; value: boolean; saw: Saw[] } | { known: false; missing: Question }

/**
 * What makes a kind a trigger: what it listens to, and whether that starts a passage. What is no event of its own comes
 * under the fixed names of domain/event/system.ts.
 */
export interface TriggerHalf<Settings> {
  /** The event it listens to, null when switched off. `settings` may be a draft's. */
  listensTo(settings: Record<string, unknown>): string | null
  /** Starts at most one passage per member, ever. */
  onlyOnce(settings: Settings): boolean
  matches(input: MatchInput<Settings>): Match
  /** For a trigger on a date of the member: the first instant after `after` (epoch ms) at which it starts, null for none. */
  nextAt?(input: { settings: Settings; member: MemberFacts; after: number }): number | null
}

/** What makes a kind a goal: reached, it pulls a member forward from any node before it. */
export interface GoalHalf<Settings> {
  awaits(settings: Settings): Reads
  reached(input: GoalInput<Settings>): { known: true; value: boolean; saw: Saw[] } | { known: false; missing: Question }
}

/** The half of a node kind that decides. The other half, components/nodes/<kind>.tsx, shows it. */
export interface NodeDefinition<Schema extends z.ZodType = z.ZodType> {
  kind: NodeKind
  /** Strict: what a published node holds. */
  settings: Schema
  /** What a fresh node on the canvas starts with (drafts are permissive). */
  blank: Record<string, unknown>
  /** Outlets in drawing order. */
  outlets(settings: unknown): readonly string[]
  /** What its settings call outlets; those that are not among these have their names in messages. */
  outletNames?(settings: unknown): { [outlet: string]: string }
  /** The sentence on the card, in history and in reports; `settings` may be a draft's. */
  summary(settings: Record<string, unknown>): Text
  /** Problems beyond the schema, such as a template that is gone. `settings` may be a draft's. */
  problems(settings: Record<string, unknown>, context: CheckContext): SettingsProblem[]
  /** Names of attributes its decision may look at or write: the tick loads no others. */
  reads(settings: z.output<Schema>): readonly string[]
  /** True when a member can come to rest here: what makes a cycle allowed. */
  waits: boolean
  /** For a wait: the outlets that a member may leave by without having rested; no cycle may hang on those alone. */
  atOnce?(settings: Record<string, unknown>): readonly string[]
  /** True when a member can wait here for anything but a timer. */
  subscribes?: true
  /** The channel it sends on. */
  channel?: Channel
  trigger?: TriggerHalf<z.output<Schema>>
  /** For a goal, which pulls members forward: whether it is reached, and what may change that. */
  goal?: GoalHalf<z.output<Schema>>
  decide(input: DecideInput<z.output<Schema>>): Decision
}
