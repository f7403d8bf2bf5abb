import { expect, expectAccessible, test } from './support/test.ts'

test('events appear in the log as they come, can be filtered, and open to everything that came with them', async ({
  page,
  request,
  writeKey,
}) => {
  const run = `log-${Date.now()}`
  const send = (data: object) => request.post('/v1/batch', { data, headers: { authorization: `Basic ${btoa(`${writeKey}:`)}` } })
  await page.goto(`/w/default/events?name=${run}`)
  await expect(page.getByRole('heading', { name: 'No event matches' })).toBeVisible()
  const batch = [
    { type: 'identify', userId: run, traits: { name: 'Jane Okafor', email: `${run}@example.com` } },
    { type: 'track', userId: run, event: run, properties: { revenue: 29.5, products: [{ sku: 'bowl' }] } },
    { type: 'track', event: run, messageId: `nobody-${run}` },
  ]
  const answer = await send({ batch })
  expect(answer.status()).toBe(200)

  // Without a reload: the log follows.
  await expect(page.getByRole('link', { name: 'Jane Okafor' })).toBeVisible()
  await page.getByRole('button', { name: run }).click()
  await expect(page.getByRole('region', { name: 'Properties' })).toContainText('"revenue": 29.5')
  await expectAccessible(page)

  await page.getByRole('searchbox', { name: 'User ID or anonymous ID' }).fill('somebody-else')
  await expect(page.getByRole('heading', { name: 'No event matches' })).toBeVisible()
  await expect(page).toHaveURL(/member=somebody-else/)
  await page.getByRole('button', { name: 'Clear' }).click()

  await page.getByRole('tab', { name: 'Rejected' }).click()
  await expect(page).toHaveURL(/tab=rejected/)
  await page.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'Nobody named' })
  await page.getByRole('row').filter({ hasText: '/userId' }).first().getByRole('button').click()
  await expect(page.getByRole('region').filter({ hasText: `nobody-${run}` })).toBeVisible()
  await expectAccessible(page)
})

test('connecting: a key is made and stands in the snippets, which say the real host', async ({ page, baseURL }) => {
  await page.goto('/w/default/events?tab=connect')
  const snippet = page.getByRole('region', { name: 'curl' })
  await expect(snippet).toContainText(`curl ${baseURL}/v1/identify -u YOUR_WRITE_KEY:`)
  await page.getByRole('button', { name: 'Create a write key' }).click()
  await expect(page.getByLabel('Write key', { exact: true })).toHaveValue(/^sjw_/)
  await expect(snippet).toContainText(/-u sjw_[A-Za-z0-9_-]+:/)
  await page.getByRole('radio', { name: 'Browser' }).click()
  await expect(page.getByRole('region', { name: 'Browser' })).toContainText(`cdnURL: '${baseURL}'`)
  await expectAccessible(page)
})
