import type { JourneyStatus } from '#domain/journey/resource.ts'
import { type JourneyAct, type Refused, transition } from '#domain/journey/status.ts'
import { AppError } from '#server/errors.ts'

const sentences: Record<Refused, string> = {
  not_published: 'This journey was never published. Publish it first.',
  not_paused: 'This journey is running, not paused.',
  already: 'This was done already; nothing changed.',
  ended: 'This journey has ended, for good. Duplicate it to run it again.',
  live: 'This journey is live. End it first, then delete it.',
}

/** The status after an act. Refuses with 409 where the act is not possible. */
export function statusAfter(status: JourneyStatus, act: Exclude<JourneyAct, 'delete'>): JourneyStatus {
  const result = transition(status, act)
  if (!result.allowed || result.status === 'gone') throw refusedAct(result.allowed ? 'live' : result.because)
  return result.status
}

export const refusedAct = (because: Refused) => new AppError('conflict', `journey_${because}`, sentences[because])
