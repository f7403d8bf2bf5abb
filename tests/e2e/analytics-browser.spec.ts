import type { AnalyticsBrowser } from '@segment/analytics-next'
import { openShop } from './support/shop.ts'
import { expect, test } from './support/test.ts'

declare global {
  interface Window {
    AnalyticsBrowser: typeof AnalyticsBrowser
  }
}

type Event = {
  name: string
  kind: string
  properties: Record<string, unknown>
  traits: Record<string, unknown> | null
  member: { id: string; userId: string | null }
}

for (const strategy of ['standard', 'batching'] as const)
  test(`the official browser client works with only the host changed, ${strategy}`, async ({ page, api, writeKey, baseURL }) => {
    const shop = await openShop()
    const userId = `browser-${strategy}-${Date.now()}`
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(shop.url)
    await page.evaluate(
      async ({ host, key, who, isBatching }) => {
        const options = isBatching
          ? { integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching' as const, config: { size: 2, timeout: 200 } } } } }
          : {}
        const analytics = window.AnalyticsBrowser.load({ writeKey: key, cdnURL: host }, options)
        await analytics.page('Shop', 'Bowls')
        await analytics.identify(who, { email: `${who}@example.com`, plan: 'pro' })
        await analytics.track('Order Completed', { revenue: 29.5, note: '日本 👩‍👩‍👧‍👦' })
      },
      { host: baseURL ?? '', key: writeKey, who: userId, isBatching: strategy === 'batching' },
    )

    const events = async (): Promise<Event[]> => (await (await api.get('/api/v1/events', { params: { userId } })).json()).data
    await expect
      .poll(async () => (await events()).map((event) => event.name).sort(), { timeout: 20_000 })
      .toEqual(['Order Completed', 'identify', 'page'])
    const [order] = (await events()).filter((event) => event.name === 'Order Completed')
    expect(order).toMatchObject({ member: { userId }, properties: { revenue: 29.5, note: '日本 👩‍👩‍👧‍👦' } })

    const member = await (await api.get(`/api/v1/users/${userId}`)).json()
    expect(member).toMatchObject({ email: `${userId}@example.com`, attributes: { plan: 'pro' }, timeZone: 'Europe/Berlin' })
    expect(requests.filter((url) => !url.startsWith(baseURL ?? '') && !url.startsWith(new URL(shop.url).origin))).toEqual([])
    await shop.close()
  })
