import type { JourneyDocument } from '#domain/journey/document.ts'
import type { Happened, Player } from '#domain/simulate/member.ts'
import { type SimulationInput, Simulator } from '#domain/simulate/simulate.ts'

/** A member for simulations: `before` and `happened` as [name, time, properties]. */
export function player(rest: Partial<Player> = {}): Player {
  return {
    ...{ id: 1, userId: 'jane', attributes: { email: 'jane@example.com' }, before: [], happened: [] },
    ...{ consents: new Map(), suppressed: new Set() },
    ...rest,
  }
}

/** Events by name and time, with ids in their order. */
export const events = (...list: [name: string, at: number, properties?: Record<string, string | number>][]): Happened[] =>
  list.map(([name, at, properties = {}], i) => ({ event: { id: i + 1, name, at, properties }, traits: null }))

export function simulator(document: JourneyDocument, window: SimulationInput['window'], rest: Partial<SimulationInput> = {}): Simulator {
  return new Simulator({
    ...{ document, settings: document.settings, journeyId: 1, workspaceId: 1, versionId: 1, segments: [], timeZone: 'UTC' },
    ...{ window, currency: 'USD', paths: true },
    ...rest,
  })
}
