export const languages = ['curl', 'node', 'browser'] as const
export type Language = (typeof languages)[number]

/** Ready to paste and run: one event from each kind of client, with the real host and key. */
export function snippetOf(language: Language, host: string, key: string): string {
  switch (language) {
    case 'curl':
      return `curl ${host}/v1/identify -u ${key}: -d '{
  "userId": "jane",
  "traits": { "email": "jane@example.com", "plan": "pro" }
}'
curl ${host}/v1/track -u ${key}: -d '{
  "userId": "jane",
  "event": "Order Completed",
  "properties": { "revenue": 29.5 }
}'`
    case 'node':
      return `// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${key}', host: '${host}' })
analytics.identify({ userId: 'jane', traits: { email: 'jane@example.com', plan: 'pro' } })
analytics.track({ userId: 'jane', event: 'Order Completed', properties: { revenue: 29.5 } })
await analytics.closeAndFlush()`
    case 'browser':
      return `// npm install @segment/analytics-next
import { AnalyticsBrowser } from '@segment/analytics-next'

const analytics = AnalyticsBrowser.load({ writeKey: '${key}', cdnURL: '${host}' })
analytics.page()
analytics.identify('jane', { email: 'jane@example.com', plan: 'pro' })
analytics.track('Order Completed', { revenue: 29.5 })`
  }
}
