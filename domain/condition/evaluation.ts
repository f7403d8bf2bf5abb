import type { Question } from '#domain/engine/decision.ts'
import type { Json } from '#domain/engine/types.ts'
import type { Duration } from '#domain/time/duration.ts'
import type { Operand, Operator } from './document.ts'

/** What a comparison can look at. */
export const sawKinds = ['attribute', 'event', 'property', 'passage', 'segment', 'message', 'channel', 'time'] as const

/** One comparison a decision made: the explanation shown on the member's page. */
export type Saw = {
  /** "plan", "Order Completed", "revenue" */
  subject: string
  of: (typeof sawKinds)[number]
  operator: Operator
  /** What was asked for. */
  expected: Operand | null
  /** What was there, cut to a readable length; null when nothing was. For an event leaf: the count. */
  actual: Json
  held: boolean
  /** For an event leaf: the window its count is over. */
  within?: Duration
}

/** What the condition depends on: whoever waits for it subscribes to these. */
export type Reads = {
  attributes: readonly string[]
  events: readonly string[]
  segments: readonly string[]
  /** It looks at messages: whatever becomes of one may change it. */
  messages: boolean
}

/**
 * Instants are epoch milliseconds. `changesAt`: the earliest instant at which the value can change with nothing
 * happening, null when it cannot: the value is constant on [now, changesAt). `missing`: every fact that the value hangs
 * on and that is not known yet, so that one round of asking answers them all.
 */
export type Evaluation =
  | { known: true; value: boolean; changesAt: number | null; reads: Reads; saw: Saw[] }
  | { known: false; missing: Question }
