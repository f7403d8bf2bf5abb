export const channels = ['email', 'sms', 'push', 'line', 'webhook'] as const
/** What delivers a message. */
export type Channel = (typeof channels)[number]
