import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { APIRequestContext, Page } from '@playwright/test'
import { z } from 'zod'
import { expect, expectAccessible, test } from './support/test.ts'

/** Pages that have no address of their own here: another test opens each. */
const elsewhere: Record<string, string> = {
  '/': 'leads to the journeys',
  '/setup': 'sign-in.spec.ts: behind a one-time link, on an installation of its own',
  '/u/[token]': 'unsubscribe.spec.ts: behind the link of a mail',
  '/w/[workspace]/settings': 'leads to the general settings',
}

/** Every page there is, as its folder names it: a new one is found by itself. */
const pages = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'page.tsx')
  .map((file) => `/${path.dirname(file).split(path.sep).join('/')}`)
  .map((address) => address.replaceAll(/\/\([^)]*\)/g, '').replace(/^\/\.?$/, '/'))
  .map((address) => address || '/')
  .filter((address) => !(address in elsewhere))

/** What stands for the parts of an address: the first of their lists in the demo workspace, and a segment that is made here. */
const lists: Record<string, { list: string; name: 'id' | 'key' }> = {
  '/journeys/[journey]': { list: '/journeys', name: 'id' },
  '/members/[member]': { list: '/users', name: 'id' },
  '/templates/[key]': { list: '/templates', name: 'key' },
  '/segments/[key]': { list: '/segments', name: 'key' },
}
const listSchema = z.object({ data: z.array(z.record(z.string(), z.unknown())).min(1) })

async function addressOf(page: string, request: APIRequestContext): Promise<string> {
  const found = Object.entries(lists).find(([part]) => page.includes(part))
  const address = page.replace('[workspace]', 'demo')
  if (!found) return address
  const [, { list, name }] = found
  const answer = await request.get(`/api/v1${list}?limit=1`, { headers: { 'Sojourn-Workspace': 'demo' } })
  const [item = {}] = listSchema.parse(await answer.json()).data
  return address.replace(/\[\w+\]/, encodeURIComponent(String(item[name])))
}

/** What a person can act on, by what the keyboard must come to. Of a group of radios it comes to one, and arrows do the rest. */
const CONTROLS =
  'a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]):not([type=radio]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]'
const REACHED_MAX = 250

/** The controls that Tab never came to, going once around the page. */
async function unreached(page: Page): Promise<string[]> {
  const count = await page.evaluate((controls) => {
    const visible = [...document.querySelectorAll<HTMLElement>(controls)].filter(
      (one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && !one.closest('[inert]'),
    )
    for (const [index, one] of visible.entries()) one.dataset.expected = String(index)
    document.body.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement || target instanceof SVGElement) target.dataset.reached = 'yes'
    })
    return visible.length
  }, CONTROLS)
  for (let presses = 0; presses < Math.min(count + 20, REACHED_MAX); presses++) await page.keyboard.press('Tab')
  return page.evaluate(
    (most) =>
      [...document.querySelectorAll<HTMLElement>('[data-expected]')]
        .filter(({ dataset }) => Number(dataset.expected) < most - 40 && dataset.reached !== 'yes')
        .map((one) => `${one.tagName.toLowerCase()} ${one.getAttribute('aria-label') ?? one.textContent?.trim().slice(0, 60)}`),
    REACHED_MAX,
  )
}

/** One for all: what they share is loaded once. */
let page: Page
/** What its scripts threw, and what a page found other than the server had rendered it. */
const faults: string[] = []

test.beforeAll(async ({ browser, playwright, session, baseURL }) => {
  page = await browser.newPage()
  page.on('pageerror', ({ message }) => faults.push(message))
  const request = await playwright.request.newContext({ ...(baseURL && { baseURL }), storageState: session })
  const condition = { all: [{ attribute: 'email', operator: 'is_set' }] }
  const headers = { 'Sojourn-Workspace': 'demo', origin: new URL(baseURL ?? '').origin }
  await request.post('/api/v1/segments', { headers, data: { key: 'reachable', name: 'Reachable by email', condition } })
  await request.dispose()
})

test.afterAll(() => page.close())

test('every page is among these, or is opened by another test', () => {
  expect(pages.length).toBeGreaterThan(15)
})

for (const each of pages) {
  test(`${each}: no serious accessibility fault in light and dark, nothing cut at 900 pixels, the keyboard reaches everything`, async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    const address = await addressOf(each, page.request)
    faults.length = 0
    await page.goto(address)
    await expect(page.getByRole('main')).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await page.emulateMedia({ colorScheme: 'light' })
    await expectAccessible(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, 'contrast')
    expect(await unreached(page)).toEqual([])
    await page.setViewportSize({ width: 900, height: 900 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
    expect(faults).toEqual([])
  })
}
