/** Where saving stands. `saved` also before the first edit. */
export type Saving =
  | { at: 'saved'; when: string }
  | { at: 'waiting' }
  | { at: 'sending' }
  | { at: 'failed'; why: string; offline: boolean; tries: number }
  | { at: 'stale' }

export type SavingEvent =
  | { is: 'edited' }
  | { is: 'sent' }
  /** `again`: something was edited while it was on its way. */
  | { is: 'accepted'; when: string; again: boolean }
  | { is: 'failed'; why: string; offline: boolean }
  | { is: 'stale' }
  | { is: 'resolved'; when: string }

/** The next state. A stale draft stays stale until somebody chooses; everything else moves on by itself. */
export function nextSaving(saving: Saving, event: SavingEvent): Saving {
  if (event.is === 'resolved') return { at: 'saved', when: event.when }
  if (event.is === 'stale') return { at: 'stale' }
  if (saving.at === 'stale') return saving
  switch (event.is) {
    case 'edited':
      return saving.at === 'sending' || saving.at === 'failed' ? saving : { at: 'waiting' }
    case 'sent':
      return { at: 'sending' }
    case 'accepted':
      return event.again ? { at: 'waiting' } : { at: 'saved', when: event.when }
    case 'failed':
      return { at: 'failed', why: event.why, offline: event.offline, tries: saving.at === 'failed' ? saving.tries + 1 : 1 }
  }
}

/** Quiet for this long, and the draft is sent. */
export const QUIET_MS = 700
/** After a failure: 2, 4, 8 ... 30 seconds. */
export const retryAfterMs = (tries: number) => Math.min(30_000, 1_000 * 2 ** Math.min(tries, 5))
