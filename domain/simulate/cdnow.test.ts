import { expect, test } from 'vitest'
import { readPurchases } from '#tests/support/cdnow.ts'
import { player, simulator } from '#tests/support/play.ts'
import { compareWinBack, expectWinBack, ordersOf, winBack } from '#tests/support/winBack.ts'

const orders = ordersOf(readPurchases())

test.each([
  ['1997-01-01T00:00:00Z', '1998-07-01T00:00:00Z'],
  // A timeout falls on the end, on the second.
  ['1997-01-01T00:00:00Z', '1997-03-02T12:00:00Z'],
  ['1997-03-10T12:00:00Z', '1997-06-01T00:00:00Z'],
])(
  'a win-back journey over the purchases of CDNOW from %s to %s: every count is the one reckoned from the file',
  { timeout: 60_000 },
  (begin, end) => {
    const [from, to] = [Date.parse(begin), Date.parse(end)]
    const on = simulator(winBack, { from, to }, { paths: false })
    let id = 0
    let eventId = 0
    for (const [userId, times] of orders) {
      const events = times.map((at) => ({ event: { id: ++eventId, name: 'Order Completed', at, properties: {} }, traits: null }))
      const happened = events.filter(({ event }) => event.at >= from)
      const before = events.filter(({ event }) => event.at < from).map(({ event }) => event)
      if (happened.some(({ event }) => event.at < to))
        on.play(player({ id: ++id, userId, before, happened, attributes: { email: `${userId}@example.com` } }))
    }
    compareWinBack(on.result(), expectWinBack(orders, from, to))
    expect(on.result().journey.triggered).toBeGreaterThan(500)
  },
)
