import type { Page } from '@playwright/test'
import { type Call, openWorkspace } from './support/ownWorkspace.ts'
import { expect, expectAccessible, test } from './support/test.ts'

type Kept = { id: string; to: string; html: string; headers: Record<string, string> }

/** A workspace whose journey thanks for every order; what it sends lands in the sandbox. */
async function openShop(page: Page, baseURL: string | undefined) {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', {
    name: 'Thank you',
    settings: { reentry: { mode: 'every_time' } },
    nodes: [
      { key: 'bought', kind: 'trigger.event', name: 'Bought', settings: { event: 'Order Completed' } },
      {
        key: 'mail',
        kind: 'action.email',
        name: 'Thanks',
        settings: {
          subject: 'Thank you, {{ member.name }}',
          body: '<p>Your <a href="https://shop.example/orders/{{ event.order }}">order</a></p>',
        },
      },
    ],
    paths: [{ source: 'bought', outlet: 'next', target: 'mail' }],
  })
  await call('POST', `/journeys/${id}/publish`, {})
  await call('POST', '/events', { batch: [{ type: 'identify', userId: 'jane', traits: { name: 'Jane', email: 'jane@example.com' } }] })
  return { slug, call }
}

const buy = (call: Call, order: number) =>
  call('POST', '/events', { batch: [{ type: 'track', userId: 'jane', event: 'Order Completed', properties: { order } }] })

async function newest(call: Call): Promise<Kept> {
  await expect
    .poll(async () => (await call<{ data: unknown[] }>('GET', '/sandbox/messages')).data.length, { timeout: 20_000 })
    .toBeGreaterThan(0)
  const { data } = await call<{ data: { id: string }[] }>('GET', '/sandbox/messages')
  return call<Kept>('GET', `/sandbox/messages/${data[0]?.id}`)
}

test('a message lands in the sandbox inbox; reading it and following its link count for its member', async ({ page, baseURL }) => {
  const { slug, call } = await openShop(page, baseURL)
  await buy(call, 7)
  await newest(call)
  await page.goto(`/w/${slug}/sandbox`)
  await expect(page.getByRole('heading', { name: 'Thank you, Jane' })).toBeVisible()
  await expect(page.getByText('All read')).toBeVisible()
  const message = page.frameLocator('iframe')
  await expect(message.getByRole('link', { name: 'order' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Headers' }).click()
  await expect(page.getByRole('row', { name: /List-Unsubscribe-Post List-Unsubscribe=One-Click/ })).toBeVisible()
  await page.keyboard.press('u')
  await expect(page.getByText('1 unread')).toBeVisible()

  const { html } = await newest(call)
  const link = /\/t\/c\/[\w-]+/.exec(html)?.[0] ?? ''
  const followed = await page.request.get(link, { maxRedirects: 0 })
  expect([followed.status(), followed.headers().location, followed.headers()['set-cookie']]).toEqual([
    302,
    'https://shop.example/orders/7',
    undefined,
  ])
  await page.goto(`/w/${slug}/messages`)
  const line = page.getByRole('row', { name: /jane@example\.com.*Thank you, Jane.*Sent.*Clicked/ })
  await expect(async () => {
    await page.reload()
    await expect(line).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
  await line.getByRole('button', { name: 'Thank you, Jane' }).click()
  await expect(page.getByRole('dialog')).toContainText('Accepted by the provider')
  await expect(page.getByRole('dialog')).toContainText('Opened')
  await expectAccessible(page)
})

test('looking at an unsubscribe link changes nothing, its button stops email at once, and it can be taken back', async ({
  page,
  baseURL,
  browser,
}) => {
  const { slug, call } = await openShop(page, baseURL)
  await buy(call, 1)
  const link = /\/u\/[\w-]+/.exec((await newest(call)).html)?.[0] ?? ''
  const stranger = await browser.newContext({
    ...(baseURL && { baseURL }),
    storageState: { cookies: [], origins: [] },
    javaScriptEnabled: false,
  })
  const receiver = await stranger.newPage()
  await receiver.goto(link)
  await expect(receiver.getByRole('heading', { name: 'Stop email from Fennel & Oak?' })).toBeVisible()
  expect(await call('GET', '/users/jane/preferences')).toMatchObject({ consent: [] })
  await receiver.getByRole('button', { name: 'Unsubscribe' }).click()
  await expect(receiver.getByRole('heading', { name: 'You are unsubscribed' })).toBeVisible()
  expect(await stranger.cookies()).toEqual([])

  await buy(call, 2)
  await page.goto(`/w/${slug}/messages?status=suppressed`)
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('row', { name: /jane@example\.com.*Not sent/ })).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
  await expect(page.getByText('The member has not agreed to email, or opted out.')).toBeVisible()

  await receiver.getByRole('button', { name: 'Take it back' }).click()
  await expect(receiver.getByRole('heading', { name: 'Stop email from Fennel & Oak?' })).toBeVisible()
  expect(await call('GET', '/users/jane/preferences')).toMatchObject({ consent: [{ channel: 'email', state: 'granted' }] })
  await stranger.close()
})

test('a mail program unsubscribes with one POST, and a link that was tampered with is of no use', async ({ page, baseURL, playwright }) => {
  const { call } = await openShop(page, baseURL)
  await buy(call, 1)
  const { headers } = await newest(call)
  const link = /<(.+)>/.exec(headers['List-Unsubscribe'] ?? '')?.[1] ?? ''
  const program = await playwright.request.newContext({ storageState: { cookies: [], origins: [] } })
  const bad = await program.post(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`, {
    form: { 'List-Unsubscribe': 'One-Click' },
    maxRedirects: 0,
  })
  expect(bad.status()).toBe(404)
  for (const _time of [1, 2]) {
    const answer = await program.post(link, { form: { 'List-Unsubscribe': 'One-Click' }, maxRedirects: 0 })
    expect(answer.status()).toBe(200)
  }
  expect(await call('GET', '/users/jane/preferences')).toMatchObject({ consent: [{ channel: 'email', state: 'denied' }] })
  await program.dispose()
})

test('the unsubscribe page is readable by everybody, in light and dark', async ({ page, baseURL }) => {
  const { call } = await openShop(page, baseURL)
  await buy(call, 1)
  const link = /\/u\/[\w-]+/.exec((await newest(call)).html)?.[0] ?? ''
  await page.goto(link)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
  await page.goto('/u/not-a-link-of-ours')
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
})
