import type { Page } from '@playwright/test'
import { type Call, openWorkspace, welcome } from './support/ownWorkspace.ts'
import { answers, open } from './support/ready.ts'
import { expect, expectAccessible, test } from './support/test.ts'

const send = (call: Call, ...items: object[]) => call('POST', '/events', { batch: items })

/** A workspace in which jane signed up and waits in a journey. */
async function openJane(page: Page, baseURL: string | undefined) {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', welcome('Welcome'))
  await call('POST', `/journeys/${id}/publish`, {})
  const traits = { name: 'Jane Okafor', email: 'jane@example.com', plan: 'free' }
  await send(
    call,
    { type: 'identify', userId: 'jane', traits },
    { type: 'track', userId: 'jane', event: 'Signed Up', properties: { source: 'shop' } },
  )
  const passages = () => call<{ data: unknown[] }>('GET', '/users/jane/progress')
  await expect.poll(async () => (await passages()).data.length, { timeout: 20_000 }).toBe(1)
  const member = await call('GET', '/users/jane')
  return { slug, call, address: `/w/${slug}/members/${member.id}` }
}

test('an empty workspace says how members appear; a search finds by the beginning of userId and email', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  await open(page, `/w/${slug}/members`)
  await expect(page.getByRole('heading', { name: 'No members yet' })).toBeVisible()
  await expectAccessible(page)
  for (const userId of ['anna', 'bob']) await call('PATCH', `/users/${userId}`, { attributes: { email: `${userId}@example.com` } })
  await page.reload()
  await answers(page)
  const rows = page.getByRole('table', { name: 'Members' }).getByRole('row')
  await expect(rows).toHaveCount(3)
  await page.keyboard.press('/')
  await page.keyboard.type('ANN')
  await expect(rows).toHaveCount(2)
  await expect(page).toHaveURL(/q=ANN/)
  await page.reload()
  await answers(page)
  await expect(rows).toHaveCount(2)
  await page.getByRole('searchbox').fill('zoe')
  await expect(page.getByRole('heading', { name: 'Nobody matches “zoe”' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.getByRole('link', { name: /anna/ }).click()
  await expect(page.getByRole('heading', { name: 'anna@example.com' })).toBeVisible()
})

test('a member shows what happened and why, node by node', async ({ page, baseURL }) => {
  const { address } = await openJane(page, baseURL)
  await open(page, address)
  await expect(page.getByRole('heading', { name: 'Jane Okafor' })).toBeVisible()
  const happened = page.getByRole('region', { name: 'Timeline' })
  await expect(happened).toContainText('Entered Welcome')
  await expect(happened).toContainText('source shop')
  const why = page.getByRole('region', { name: 'Why, node by node' })
  await expect(why.getByRole('listitem')).toHaveCount(2)
  await expect(why).toContainText('A day later')
  await expect(why).toContainText('Waits until')
  await expect(page.getByRole('region', { name: 'In now' })).toContainText('Waits at A day later until')

  await page.getByRole('searchbox', { name: 'Event, journey or message' }).fill('signed')
  await expect(happened.getByRole('listitem')).toHaveCount(1)
  await page.getByRole('searchbox', { name: 'Event, journey or message' }).fill('nothing like it')
  await expect(happened).toContainText('Nothing matches.')
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await page.getByRole('button', { name: 'All kinds' }).click()
  await page.getByRole('checkbox', { name: 'Entries' }).click()
  await page.keyboard.press('Escape')
  await expect(happened.getByRole('listitem')).toHaveCount(1)
})

test('attributes are edited with faults named beside them, and applied by the engine', async ({ page, baseURL }) => {
  const { address } = await openJane(page, baseURL)
  await open(page, address)
  await page.getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('plan', { exact: true }).fill('{ pro')
  await expect(dialog.getByRole('alert')).toContainText('This does not read as JSON')
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
  await dialog.getByLabel('plan', { exact: true }).fill('pro')
  await dialog.getByRole('button', { name: 'Add an attribute' }).click()
  await dialog.getByLabel('Name', { exact: true }).fill('orders')
  await dialog.getByLabel('Value', { exact: true }).fill('7')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toContainText('2 changes will be lost.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  const attributes = page.getByRole('region', { name: 'Attributes', exact: true })
  await expect(attributes).toContainText('pro')
  await expect(attributes).toContainText('orders')
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('plan free → pro')
})

test('an event is sent in the name of the member, and told in the timeline', async ({ page, baseURL }) => {
  const { address } = await openJane(page, baseURL)
  await open(page, address)
  await page.getByRole('button', { name: 'Send event' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Event').fill('Order Completed')
  await dialog.getByLabel(/^Properties/).fill('{ revenue')
  await dialog.getByRole('button', { name: 'Send event' }).click()
  await expect(dialog.getByRole('alert')).toContainText('This is not a JSON object')
  await dialog.getByLabel(/^Properties/).fill('{ "revenue": 20 }')
  await dialog.getByRole('button', { name: 'Send event' }).click()
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('revenue 20', { timeout: 20_000 })
})

test('consent is changed with a reason that stays in the record', async ({ page, baseURL }) => {
  const { address, call } = await openJane(page, baseURL)
  await open(page, address)
  await page.getByRole('button', { name: 'Change consent for Email' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Say why')
  await dialog.getByLabel('Reason').fill('asked by phone')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Consent' })).toContainText('denied')
  const { consent } = await call<{ consent: { state: string; source: string }[] }>('GET', '/users/jane/preferences')
  expect(consent).toMatchObject([{ state: 'denied', source: expect.stringContaining('asked by phone') }])
})

test('why somebody is not in a journey is answered from its list of members, at an address of its own', async ({ page, baseURL }) => {
  const { slug, call } = await openJane(page, baseURL)
  await call('PATCH', '/users/joe', { attributes: { name: 'Joe' } })
  const { data } = await call<{ data: { id: string }[] }>('GET', '/journeys')
  await open(page, `/w/${slug}/journeys/${data[0]?.id}/members`)
  await page.getByRole('button', { name: 'Why is somebody not in here?' }).click()
  await page.getByRole('combobox', { name: 'userId or email begins with' }).fill('joe')
  await page.getByRole('option', { name: 'Joe' }).click()
  const answer = page.getByRole('region', { name: 'Answer' })
  await expect(answer).toContainText('has never been in this journey')
  await expect(answer).toContainText('It waits for Signed Up, and none has come from this member.')
  await send(call, { type: 'track', userId: 'joe', event: 'Signed Up' })
  await expect(answer).toContainText('waits at A day later until', { timeout: 20_000 })
  await expectAccessible(page)
  await page.reload()
  await answers(page)
  await expect(answer).toContainText('waits at A day later until')
  await expect(page.getByText('It let them in.')).toBeVisible()
})

test('on a narrow screen attributes have a tab of their own', async ({ page, baseURL }) => {
  const { address } = await openJane(page, baseURL)
  await page.setViewportSize({ width: 1024, height: 800 })
  await open(page, address)
  await expect(page.getByRole('region', { name: 'Attributes', exact: true })).toBeHidden()
  await page.getByRole('tab', { name: 'Attributes' }).click()
  await expect(page.getByRole('region', { name: 'Attributes', exact: true })).toBeVisible()
  await page.getByRole('tab', { name: /^Journeys/ }).click()
  await page.getByRole('button', { name: 'Welcome' }).click()
  await expect(page.getByRole('region', { name: 'Why, node by node' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing serious on a member, ${colorScheme}`, async ({ page, baseURL }) => {
    await page.emulateMedia({ colorScheme })
    const { address } = await openJane(page, baseURL)
    await open(page, address)
    await expect(page.getByRole('region', { name: 'Why, node by node' })).toContainText('A day later')
    await expectAccessible(page)
    for (const tab of ['Journeys', 'Messages']) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
      await expect(page.getByRole('tab', { name: new RegExp(`^${tab}`) })).toHaveAttribute('data-state', 'active')
      await expectAccessible(page)
    }
  })
