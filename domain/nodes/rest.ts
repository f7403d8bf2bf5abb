import type { Cause } from '#domain/engine/decision.ts'
import type { Standing } from '#domain/engine/types.ts'

/** Whether the wait itself is over: its timer may come earlier, for the journey's longest stay or a condition that can change. */
export const isTimeUp = ({ rest }: Standing, cause: Cause, now: number): boolean =>
  cause.by === 'timer' && (rest === null || now >= rest.until)

/** When the member came to the node: now, unless it rests there. Epoch ms. */
export const since = ({ rest }: Standing, now: number): number => rest?.since ?? now
