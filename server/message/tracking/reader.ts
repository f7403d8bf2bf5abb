import { isbot } from 'isbot'

/**
 * Who asked for a pixel or a link. Gmail's and Yahoo's proxies fetch for a person who looks, and isbot would call them
 * machines; Apple's privacy protection fetches everything, looked at or not, and names itself by nothing but this.
 */
export type Reader = 'person' | 'proxy' | 'apple_privacy' | 'machine'

export function readerOf(userAgent: string | undefined): Reader {
  const agent = userAgent?.trim() ?? ''
  if (/GoogleImageProxy|YahooMailProxy/i.test(agent)) return 'proxy'
  if (agent === 'Mozilla/5.0') return 'apple_privacy'
  return agent === '' || isbot(agent) ? 'machine' : 'person'
}
