import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { type Call, openWorkspace, welcome } from './support/ownWorkspace.ts'
import { answers, open } from './support/ready.ts'
import { expect, expectAccessible, test } from './support/test.ts'

const signUp = (call: Call, ...people: string[]) =>
  call('POST', '/events', {
    batch: people.map((userId) => ({
      type: 'track',
      userId,
      event: 'Signed Up',
      properties: { plan: 'free' },
      context: { traits: { firstName: userId, email: `${userId}@example.com` } },
    })),
  })
const figure = (page: Page, name: string) => page.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) })

async function openReport(page: Page, baseURL: string | undefined) {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', welcome('Welcome'))
  await call('POST', `/journeys/${id}/publish`, {})
  const address = `/w/${slug}/journeys/${id}/report`
  return { slug, call, id, address }
}

test('a report begins empty, says what it waits for, and follows by itself when members enter', async ({ page, baseURL }) => {
  const { call, address } = await openReport(page, baseURL)
  await open(page, address)
  await expect(page.getByRole('heading', { name: 'Nobody has entered yet' })).toBeVisible()
  await expect(page.getByText('The journey waits for Signed Up.')).toBeVisible()
  await expectAccessible(page)
  await signUp(call, 'ada', 'ben', 'cleo')
  await expect(figure(page, 'Entered')).toContainText('3', { timeout: 20_000 })
  await expect(figure(page, 'In progress now')).toContainText('3 at A day later')
  await signUp(call, 'dan')
  await expect(figure(page, 'Entered')).toContainText('4', { timeout: 20_000 })
  const row = page.getByRole('region', { name: 'Nodes' }).getByRole('row').filter({ hasText: 'A day later' })
  await expect(row).toContainText('4')
})

test('the chart is read with the keyboard and as a table', async ({ page, baseURL }) => {
  const { call, address } = await openReport(page, baseURL)
  await signUp(call, 'ada', 'ben')
  await open(page, address)
  await expect(figure(page, 'Entered')).toContainText('2', { timeout: 20_000 })
  const chart = page.getByRole('slider', { name: /^Passages per day/ })
  await chart.focus()
  await expect(chart).toHaveAttribute('aria-valuetext', /Entered 2/)
  await page.keyboard.press('ArrowLeft')
  await expect(chart).toHaveAttribute('aria-valuetext', /Entered 0/)
  await expect(chart).toHaveAttribute('aria-valuenow', '28')
  await page.keyboard.press('Home')
  await expect(chart).toHaveAttribute('aria-valuenow', '0')
  await page.keyboard.press('End')
  await page.getByRole('button', { name: 'As table' }).click()
  await expect(page.getByRole('region', { name: 'As table' }).getByRole('row').nth(1)).toContainText('2')
})

test('the address says which time is shown, and the tables can be taken along', async ({ page, baseURL }) => {
  const { call, address } = await openReport(page, baseURL)
  await signUp(call, 'ada')
  await open(page, address)
  await expect(figure(page, 'Entered')).toContainText('1', { timeout: 20_000 })
  await page.getByRole('button', { name: 'Time: Last 30 days' }).click()
  await page.getByRole('menuitem', { name: 'Last 24 hours' }).click()
  await expect(page).toHaveURL(/range=24h/)
  await expect(page.getByRole('slider', { name: /^Passages per hour/ })).toBeVisible()
  await page.getByRole('button', { name: /^Compare/ }).click()
  await page.getByRole('menuitem', { name: 'nothing' }).click()
  await expect(page).toHaveURL(/against=none/)
  await page.reload()
  await answers(page)
  await expect(page.getByRole('button', { name: 'Time: Last 24 hours' })).toBeVisible()
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Nodes and messages (CSV)' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^Welcome-nodes-\d{4}-\d\d-\d\d\.csv$/)
  const csv = await readFile(await download.path(), 'utf8')
  expect(csv).toContain('start,Signed up,1,,next 1')
  expect(csv).toContain('wait,A day later,1,1,')
})

test('from the report to the members at a node, and to one of them with that passage opened', async ({ page, baseURL }) => {
  const { call, address } = await openReport(page, baseURL)
  await signUp(call, 'ada', 'ben')
  await open(page, address)
  await page.getByRole('link', { name: '2 members here now: show' }).click({ timeout: 20_000 })
  await page.waitForURL(/members\?status=open&node=wait/)
  await answers(page)
  const rows = page.getByRole('table', { name: 'Members' }).getByRole('row')
  await expect(rows).toHaveCount(3)
  await expect(rows.filter({ hasText: 'ada' })).toContainText('Waiting')
  await expectAccessible(page)
  await page.getByRole('radio', { name: 'Error' }).click()
  await expect(page.getByRole('heading', { name: 'No passage in error matches' })).toBeVisible()
  await page.getByRole('radio', { name: 'All' }).click()
  await page.getByRole('link', { name: /ada/ }).click()
  await page.waitForURL(/members\/.+progress=/)
  await expect(page.getByRole('region', { name: 'Why, node by node' })).toContainText('here now')
})
