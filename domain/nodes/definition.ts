import type { z } from 'zod'
import type { Decision } from '#domain/engine/decision.ts'
import type { EventInHand, Facts, MemberFacts, Standing } from '#domain/engine/types.ts'
import type { Problem } from '#domain/journey/problem.ts'
import type { Text } from '#domain/text.ts'
import type { NodeKind } from './kinds.ts'

export type DecideInput<Settings> = {
  nodeKey: string
  settings: Settings
  member: MemberFacts
  facts: Facts
  standing: Standing
  /** True when its own wait has run out. */
  resumed: boolean
  /** Epoch ms. */
  now: number
}

/** What a check of settings may look at beyond them. */
export type CheckContext = { templateKeys: ReadonlySet<string> }

/** The half of a node kind that decides. The other half, components/nodes/<kind>.tsx, shows it. */
export interface NodeDefinition<Schema extends z.ZodType = z.ZodType> {
  kind: NodeKind
  /** Strict: what a published node holds. */
  settings: Schema
  /** What a fresh node on the canvas starts with (drafts are permissive). */
  blank: Record<string, unknown>
  /** Outlets in drawing order. */
  outlets(settings: unknown): readonly string[]
  /** The sentence on the card, in history and in reports; `settings` may be a draft's. */
  summary(settings: Record<string, unknown>): Text
  /** Problems beyond the schema, such as a template that is gone. */
  problems(settings: z.output<Schema>, context: CheckContext): Omit<Problem, 'nodeKey'>[]
  decide(input: DecideInput<z.output<Schema>>): Decision
  /** For triggers alone: does this event start a passage, and what was compared? */
  matches?(
    settings: z.output<Schema>,
    event: EventInHand,
    facts: Facts,
    now: number,
  ): { known: true; value: boolean } | { known: false; missing: import('#domain/condition/document.ts').EventLeaf }
}
