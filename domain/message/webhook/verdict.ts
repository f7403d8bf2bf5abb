/** What came of one try. `retryAfterSeconds`: the receiver asked to be left alone for so long. */
export type Tried =
  | { became: 'answered'; status: number; body: string; retryAfterSeconds: number | null }
  /** The address may not be called; or nobody was reached, for sure. */
  | { became: 'blocked' | 'unreachable'; detail: string }
  /** The call had begun when the answer went missing: it may have arrived. */
  | { became: 'unanswered'; detail: string }

/** What follows. `restSeconds`: nobody calls this endpoint for so long. `works`: whether the endpoint does. */
export type Verdict = { works: boolean; restSeconds: number | null; detail: string | null } & (
  | { does: 'finish'; status: 'accepted' | 'failed' | 'unknown'; reason: string | null }
  | { does: 'retry'; afterSeconds: number; reason: string }
)

const BACKOFF_SECONDS = { first: 5, factor: 4, max: 3_600 } as const
const REST_SECONDS_MAX = 24 * 3_600
const BUSY_STATUSES: ReadonlySet<number> = new Set([408, 425, 429])
const DETAIL_LENGTH_MAX = 300

/**
 * Every try of a call carries the same id, so that its receiver can tell a repeat; therefore also what may have arrived
 * is tried again (a timeout, a 5xx), as often as the call allows. `tries` counts those that failed before this one;
 * `chance` in [0, 1) spreads repeats.
 */
export function judge(tried: Tried, { tries, retriesMax, chance }: { tries: number; retriesMax: number; chance: number }): Verdict {
  const { reason, detail, isPassing, ...rest } = read(tried)
  if (reason === null) return { does: 'finish', status: 'accepted', reason, detail, ...rest }
  if (!isPassing || tries >= retriesMax)
    return { does: 'finish', status: tried.became === 'unanswered' ? 'unknown' : 'failed', reason, detail, ...rest }
  const backoff = Math.min(BACKOFF_SECONDS.first * BACKOFF_SECONDS.factor ** tries, BACKOFF_SECONDS.max) * (0.75 + chance / 2)
  return { does: 'retry', afterSeconds: Math.max(backoff, rest.restSeconds ?? 0), reason, detail, ...rest }
}

/** `isPassing`: another try may succeed. `reason` null: it has succeeded. */
type Reading = { reason: string | null; detail: string | null; isPassing: boolean; works: boolean; restSeconds: number | null }

function read(tried: Tried): Reading {
  const restSeconds = null
  if (tried.became !== 'answered') {
    const reason = { blocked: 'address_blocked', unreachable: 'endpoint_unreachable', unanswered: 'call_unanswered' }[tried.became]
    const isBlocked = tried.became === 'blocked'
    return { reason, detail: tried.detail.slice(0, DETAIL_LENGTH_MAX), isPassing: !isBlocked, works: isBlocked, restSeconds }
  }
  const { status, body, retryAfterSeconds } = tried
  if (status >= 200 && status < 300) return { reason: null, detail: null, isPassing: false, works: true, restSeconds }
  const detail = `${status} ${body}`.trim().slice(0, DETAIL_LENGTH_MAX)
  if (status < 400) return { reason: 'redirected', detail, isPassing: false, works: true, restSeconds }
  const isBusy = BUSY_STATUSES.has(status)
  if (status < 500 && !isBusy) return { reason: 'call_refused', detail, isPassing: false, works: true, restSeconds }
  const asked = retryAfterSeconds === null ? null : Math.min(retryAfterSeconds, REST_SECONDS_MAX)
  return { reason: isBusy ? 'endpoint_busy' : 'endpoint_failed', detail, isPassing: true, works: false, restSeconds: asked }
}

/** Retry-After (RFC 9110, 10.2.3): seconds, or an HTTP date. null when it is neither. */
export function retryAfterSeconds(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header)
  const at = header.endsWith(' GMT') ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, (at - now) / 1_000)
}
