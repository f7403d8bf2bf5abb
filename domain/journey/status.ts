import type { JourneyStatus } from './resource.ts'

export type JourneyAct = 'publish' | 'pause' | 'resume' | 'end' | 'delete'

/**
 * The life of a journey. DRAFT: never published. ONGOING: members enter and move. PAUSED: nobody enters, nobody moves.
 * ENDED: over for good; a copy can be made. The draft can be edited in every status.
 */
const moves: Record<JourneyStatus, Partial<Record<JourneyAct, JourneyStatus | 'gone'>>> = {
  DRAFT: { publish: 'ONGOING', delete: 'gone' },
  ONGOING: { publish: 'ONGOING', pause: 'PAUSED', end: 'ENDED' },
  PAUSED: { publish: 'PAUSED', resume: 'ONGOING', end: 'ENDED' },
  ENDED: { delete: 'gone' },
}

export type Refused = 'not_published' | 'not_paused' | 'already' | 'ended' | 'live'
export type Transition = { allowed: true; status: JourneyStatus | 'gone' } | { allowed: false; because: Refused }

/** Whether an act is possible in a status, and the status after it. */
export function transition(status: JourneyStatus, act: JourneyAct): Transition {
  const next = moves[status][act]
  return next === undefined ? { allowed: false, because: reason(status, act) } : { allowed: true, status: next }
}

function reason(status: JourneyStatus, act: JourneyAct): Refused {
  if (status === 'ENDED') return act === 'end' ? 'already' : 'ended'
  if (act === 'delete') return 'live'
  if (status === 'DRAFT') return 'not_published'
  return act === 'pause' ? 'already' : 'not_paused'
}
