import type { EventLeaf, Operand, Operator } from './document.ts'

/** One comparison a decision made: the explanation shown on the member's page. */
export type Saw = {
  /** "plan", "Order Completed", "revenue" */
  subject: string
  of: 'attribute' | 'event' | 'property' | 'passage'
  operator: Operator
  /** What was asked for. */
  expected: Operand | null
  /** What was there. For an event leaf: the count. */
  actual: unknown
  held: boolean
}

/** What the condition depends on: whoever waits for it subscribes to these. */
export type Reads = { attributes: string[]; events: string[] }

/**
 * Instants are epoch milliseconds. `changesAt`: the earliest instant at which the value can change with nothing
 * happening, null when it cannot.
 */
export type Evaluation =
  | { known: true; value: boolean; changesAt: number | null; reads: Reads; saw: Saw[] }
  | { known: false; missing: EventLeaf }
