import { hash } from './hash.ts'

export type Sent = { shard: number; messageId: number; memberId: number; userId: string; nodeKey: string; at: Date }
export type Reading = { outcome: 'opened' | 'clicked'; at: Date; of: Sent }

/** Of a hundred messages so many are opened, and of a hundred opened so many clicked. */
const OPENED = 0.41
const CLICKED = 0.19
const MINUTE_MS = 60_000

/** What a receiver does with a message, and when: the same on every machine. The one and only `key` of a message names it. */
export function readingsOf(of: Sent): Reading[] {
  const key = `${of.userId} ${of.nodeKey} ${of.at.toISOString().slice(0, 10)}`
  if (hash(`open ${key}`) >= OPENED) return []
  // Most look within hours, some after days.
  const opened = new Date(of.at.getTime() + MINUTE_MS * (2 + Math.floor(2_880 * hash(`patience ${key}`) ** 4)))
  const opening: Reading = { outcome: 'opened', at: opened, of }
  if (hash(`click ${key}`) >= CLICKED) return [opening]
  const clicked = new Date(opened.getTime() + MINUTE_MS * (1 + Math.floor(12 * hash(`look ${key}`))))
  return [opening, { outcome: 'clicked', at: clicked, of }]
}
