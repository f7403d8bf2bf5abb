import { channels } from '#domain/message/channel.ts'

/**
 * What the system itself does, under fixed names (DESIGN 6): journeys listen and wait for these as for any event. They are
 * made by the tick from what it applies and are no rows of the history: attribute history, segment history and the delivery
 * log hold them already.
 */
export const systemEvents = {
  /** properties: { changes: { name: { before, after } } } */
  profileChanged: 'profile_changed',
  /** properties: { segment, change: 'entered' | 'left' } */
  segmentChanged: 'segment_membership_changed',
  /** properties: { node, date }. Only its own trigger listens to it. */
  dateCame: 'date_came',
} as const

/** `email_opened` and the like. properties: { messageId, node, template, journeyId } */
export const messageEvent = (channel: string, outcome: string): string => `${channel}_${outcome}`

const messageOutcomes = new Set(['sent', 'delivered', 'opened', 'clicked', 'bounced', 'failed', 'suppressed', 'unknown', 'unsubscribed'])

/** Whether the system itself makes events of this name, whether or not one came yet. */
export function isSystemEvent(name: string): boolean {
  if (Object.values(systemEvents).some((one) => one === name)) return true
  const [channel = '', outcome = ''] = name.split('_')
  return channels.some((one) => one === channel) && messageOutcomes.has(outcome)
}

/** The event that a passage begins with when something other than an event of the member let it in. */
export const entryEvents = { api: 'journey_initiated', schedule: 'journey_scheduled', journey: 'journey_entered' } as const
