import type { ProgressTrace } from '#domain/member/resource.ts'
import type { Explanation } from './explanation.ts'

type TriggerEvent = Explanation['triggers'][number]['events'][number]

/** What kept a member out, or would have to happen: the last thing that could have let them in, and what came of it. */
export type Obstacle =
  /** The triggers listen to these, and none came. */
  | { is: 'no_event'; names: string[] }
  /** No trigger listens to events of members. */
  | { is: 'no_listener' }
  | { is: Exclude<TriggerEvent['fate'], 'entered'>; trigger: string; event: TriggerEvent }

/** Where a member stands in a journey, and what kept them out since. */
export type Verdict =
  | { stands: 'nowhere_live' }
  | { stands: 'inside' | 'error'; passage: ProgressTrace; times: number }
  | { stands: 'over'; passage: ProgressTrace; times: number; obstacle: Obstacle | null }
  | { stands: 'never'; obstacle: Obstacle | null }

/** One answer from all that an explanation says. */
export function verdictOf(explanation: Explanation): Verdict {
  const { passages, journey } = explanation
  const times = passages.length
  const open = passages.find(({ nodeKey }) => nodeKey !== null)
  if (open) return { stands: 'inside', passage: open, times }
  const [last] = passages
  if (last?.status === 'ERROR') return { stands: 'error', passage: last, times }
  if (last) return { stands: 'over', passage: last, times, obstacle: obstacleSince(explanation, Date.parse(last.enteredAt)) }
  if (journey.version === null) return { stands: 'nowhere_live' }
  return { stands: 'never', obstacle: obstacleOf(explanation) }
}

/** Only what happened after a passage began says anything about why there is no other. */
function obstacleSince(explanation: Explanation, since: number): Obstacle | null {
  const obstacle = obstacleOf(explanation)
  return obstacle && 'event' in obstacle && Date.parse(obstacle.event.event.at) >= since ? obstacle : null
}

function obstacleOf({ triggers, refusals }: Explanation): Obstacle | null {
  const candidates = triggers.flatMap(({ nodeKey, events }) => events.map((event) => ({ trigger: nodeKey, event })))
  // Refusals are also kept of what is no event of the history: a date, a segment, an import.
  for (const { nodeKey, because, event, saw } of refusals)
    candidates.push({ trigger: nodeKey, event: { event, fate: 'refused', because, progressId: null, saw } })
  const newest = candidates.reduce<(typeof candidates)[number] | null>(
    (best, one) => (best && Date.parse(best.event.event.at) >= Date.parse(one.event.event.at) ? best : one),
    null,
  )
  if (newest) return newest.event.fate === 'entered' ? null : { is: newest.event.fate, ...newest }
  const names = [...new Set(triggers.flatMap(({ listensTo }) => listensTo ?? []))]
  return names.length > 0 ? { is: 'no_event', names } : { is: 'no_listener' }
}
