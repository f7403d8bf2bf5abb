import type { Locator, Page } from '@playwright/test'
import { Analytics } from '@segment/analytics-node'
import type { Report } from '#domain/report/shape.ts'
import { expectLoyalty, readPurchases } from '#tests/support/cdnow.ts'
import { startSmtp } from '#tests/support/smtp.ts'
import { DesignerPage } from './support/designer.ts'
import { expect, expectAccessible, test } from './support/test.ts'

const purchases = readPurchases()
const expected = expectLoyalty(purchases)
const SLUG = 'cdnow'
const BATCH = 100

// The main job, end to end: nothing is mocked. The browser draws, the official client sends, a real SMTP server accepts,
// and four counts that share no code agree to the unit.
test('a journey drawn on the canvas thanks the customers of CDNOW at their third order and later, exactly', async ({ page, baseURL }) => {
  test.setTimeout(300_000)
  const smtp = await startSmtp()
  const call = caller(page)
  await call('POST', '/workspaces', { name: 'CDNOW', slug: SLUG })
  await call('PATCH', '/workspace', { settings: { sender: { name: 'CDNOW', email: 'shop@example.com' } } })
  await call('POST', '/providers', { kind: 'smtp', name: 'Post', settings: { host: '127.0.0.1', port: smtp.port, security: 'none' } })
  const { key: writeKey } = await call<{ key: string }>('POST', '/keys', { name: 'shop', scope: 'write' })

  await page.goto(`/w/${SLUG}/journeys`)
  await page.getByRole('button', { name: 'New journey' }).click()
  await page.waitForURL(/\/journeys\/\d+/)
  const id = /journeys\/(\d+)/.exec(page.url())?.[1] ?? ''
  await draw(new DesignerPage(page))
  await expectAccessible(page)
  await publish(page)

  await replay(baseURL ?? '', writeKey)

  // The mails: to whom, and how many each.
  await smtp.until(expected.yes, 120_000)
  const report = await settled(call, id)
  const received = new Map<string, number>()
  for (const { to } of smtp.accepted) for (const address of to) received.set(address, (received.get(address) ?? 0) + 1)
  const wanted = new Map([...expected.emailsByCustomer].map(([customer, count]) => [addressOf(customer), count]))
  expect(Object.fromEntries(received)).toEqual(Object.fromEntries(wanted))
  // The ledger.
  expect(await ledger(call)).toEqual({ accepted: expected.yes })
  // The report.
  const nodes = Object.fromEntries(
    Object.entries(report.nodes).map(([key, { entered, waiting, left }]) => [key, { entered, waiting, left }]),
  )
  const [bought, third, mail, out] = await keysOf(call, id, ['A big order', 'Third order?', 'Thank you', 'Done'])
  expect(report.journey).toMatchObject({ triggered: expected.entered, inProgress: 0, ended: expected.entered, canceled: 0, error: 0 })
  expect(nodes[bought]).toEqual({ entered: expected.entered, waiting: 0, left: { next: expected.entered } })
  expect(nodes[third]).toEqual({ entered: expected.entered, waiting: 0, left: { yes: expected.yes, no: expected.no } })
  expect(nodes[mail]).toEqual({ entered: expected.yes, waiting: 0, left: { next: expected.yes } })
  expect(nodes[out]).toEqual({ entered: expected.entered, waiting: 0, left: {} })
  expect(report.nodes[mail]?.messages).toMatchObject({ created: expected.yes, sent: expected.yes, failed: 0, suppressed: 0, unknown: 0 })

  // The screens say the same.
  await page.getByRole('link', { name: 'Live' }).click()
  await expect(new DesignerPage(page).card('A big order')).toContainText(`${expected.entered.toLocaleString('en')} entered`)
  await page.goto(`/w/${SLUG}/journeys/${id}/report`)
  await expect(page.getByText(expected.entered.toLocaleString('en')).first()).toBeVisible()
  await expectAccessible(page)
  await smtp.close()
})

async function draw(designer: DesignerPage): Promise<void> {
  const { inspector } = designer
  await designer.drag('Event', { x: 330, y: 90 }, 'A big order')
  await designer.choose(inspector.getByRole('combobox', { name: 'When this event comes' }), 'Order Completed')
  await inspector.getByRole('button', { name: 'Condition' }).click()
  await designer.choose(inspector.getByRole('combobox', { name: 'Property' }), 'revenue')
  await inspector.getByRole('combobox', { name: 'Comparison' }).selectOption('gte')
  await inspector.getByLabel('Value', { exact: true }).fill('20')

  await designer.drag('Condition', { x: 330, y: 220 }, 'Third order?')
  await drop(inspector.getByRole('button', { name: 'Remove this condition' }))
  await inspector.getByRole('button', { name: 'Event', exact: true }).click()
  await designer.choose(inspector.getByRole('combobox', { name: 'Event', exact: true }), 'Order Completed')
  await inspector.getByLabel('How often', { exact: true }).fill('3')

  await designer.drag('Email', { x: 180, y: 360 }, 'Thank you')
  await inspector.getByText('Written here').click()
  await inspector.getByLabel('Subject').fill('Thank you, customer {{ member.number }}')
  await inspector.getByLabel('Body').fill('<p>Your order of {{ event.properties.revenue }} USD was not the first. Thank you.</p>')

  await designer.drag('Exit', { x: 480, y: 500 }, 'Done')
  await designer.connect('A big order', 'Next', 'Third order?')
  await designer.connect('Third order?', 'Yes', 'Thank you')
  await designer.connect('Third order?', 'No', 'Done')
  await designer.connect('Thank you', 'Next', 'Done')

  await designer.page.locator('.react-flow__pane').click({ position: { x: 20, y: 300 } })
  await inspector.getByRole('radio', { name: 'Every time' }).check()
  await designer.saved()
}

/** A fresh condition may come with a blank comparison, or with none. */
async function drop(button: Locator): Promise<void> {
  while ((await button.count()) > 0) await button.first().click()
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('Ongoing, version 1')).toBeVisible()
}

/** All customers, then all purchases in the order of the file: one batch in flight, no timestamps of ours. */
async function replay(host: string, writeKey: string): Promise<void> {
  const failures: unknown[] = []
  const client = new Analytics({ writeKey, host, flushAt: BATCH, maxRetries: 0 })
  client.on('error', (error) => failures.push(error))
  const inBatches = async <T>(items: T[], send: (item: T) => void) => {
    for (let from = 0; from < items.length; from += BATCH) {
      for (const item of items.slice(from, from + BATCH)) send(item)
      await client.flush()
    }
  }
  const customers = [...new Set(purchases.map(({ customer }) => customer))]
  await inBatches(customers, (userId) => client.identify({ userId, traits: { email: addressOf(userId), number: Number(userId) } }))
  await inBatches(purchases, ({ customer, revenue, quantity }) =>
    client.track({ userId: customer, event: 'Order Completed', properties: { revenue, quantity, currency: 'USD' } }),
  )
  await client.closeAndFlush()
  expect(failures).toEqual([])
}

const addressOf = (customer: string) => `customer-${customer}@example.com`

type Call = <T = unknown>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => Promise<T>

/** Our own screens' API, as the signed-in operator. */
function caller(page: Page): Call {
  return async (method, path, body) => {
    const response = await page.request.fetch(`/api/v1${path}`, {
      method,
      headers: { 'Sojourn-Workspace': SLUG, origin: new URL(test.info().project.use.baseURL ?? '').origin },
      ...(body === undefined ? {} : { data: body }),
    })
    expect(response.ok(), `${method} ${path}: ${response.ok() ? '' : await response.text()}`).toBe(true)
    return response.json()
  }
}

/** The report once everything that was accepted is applied and every message has its outcome. */
async function settled(call: Call, id: string): Promise<Report> {
  const read = () => call<Report>('GET', `/journeys/${id}/report`)
  const sentOf = (report: Report) => Object.values(report.nodes).reduce((sum, { messages }) => sum + (messages?.sent ?? 0), 0)
  await expect
    .poll(
      async () => {
        const report = await read()
        return [report.journey.ended, sentOf(report)]
      },
      { timeout: 60_000 },
    )
    .toEqual([expected.entered, expected.yes])
  return read()
}

/** Messages by status, counted line by line over every page of the ledger. */
async function ledger(call: Call): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { data: { status: string }[]; nextCursor: string | null } = await call(
      'GET',
      `/messages?limit=1000${cursor && `&cursor=${cursor}`}`,
    )
    for (const { status } of page.data) counts[status] = (counts[status] ?? 0) + 1
    cursor = page.nextCursor
  }
  return counts
}

async function keysOf(call: Call, id: string, names: [string, string, string, string]): Promise<[string, string, string, string]> {
  const { nodes } = await call<{ nodes: { key: string; name: string }[] }>('GET', `/journeys/${id}`)
  const keyOf = (name: string) => nodes.find((node) => node.name === name)?.key ?? ''
  return [keyOf(names[0]), keyOf(names[1]), keyOf(names[2]), keyOf(names[3])]
}
