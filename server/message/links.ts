import { env } from '#server/env.ts'
import { makeToken } from './tracking/token.ts'

export type LinkOwner = { workspaceId: number; shard: number; memberId: number; messageId: number }

/** The links of one message: where it is unsubscribed from, and where its opens and clicks are counted. */
export function linksOf(owner: LinkOwner) {
  const base = env().APP_URL
  return {
    unsubscribeUrl: `${base}/u/${makeToken('unsubscribe', owner)}`,
    tracking: {
      openUrl: `${base}/t/o/${makeToken('open', owner)}`,
      clickUrl: (url: string) => `${base}/t/c/${makeToken('click', { ...owner, url })}`,
    },
  }
}
