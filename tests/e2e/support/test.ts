import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import AxeBuilder from '@axe-core/playwright'
import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test'
import { ADMIN } from './admin.ts'

type Fixtures = { /** The REST API of the workspace `default`, by a server key. */ api: APIRequestContext }
type WorkerFixtures = {
  /** Of the signed-in administrator; every `page` has it. */
  session: Awaited<ReturnType<APIRequestContext['storageState']>>
  serverKey: string
  /** For the tracking API of the workspace `default`. */
  writeKey: string
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  session: [
    async ({ browser }, use, { project }) => {
      const { baseURL } = project.use
      const page = await browser.newPage({ ...(baseURL && { baseURL }), storageState: { cookies: [], origins: [] } })
      await page.goto('/sign-in')
      await page.getByLabel('Email').fill(ADMIN.email)
      await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL(/\/w\//)
      const session = await page.context().storageState()
      await page.close()
      await use(session)
    },
    { scope: 'worker' },
  ],
  serverKey: [async ({}, use) => use(await sojourn('key', 'create', '--scope', 'server')), { scope: 'worker' }],
  writeKey: [async ({}, use) => use(await sojourn('key', 'create', '--scope', 'write')), { scope: 'worker' }],
  storageState: ({ session }, use) => use(session),
  api: async ({ playwright, baseURL, serverKey }, use) => {
    const api = await playwright.request.newContext({
      ...(baseURL && { baseURL }),
      storageState: { cookies: [], origins: [] },
      extraHTTPHeaders: { authorization: `Bearer ${serverKey}` },
    })
    await use(api)
    await api.dispose()
  },
})
export { expect }

const run = promisify(execFile)

/** The command line, as a user types it, on the product under test. */
export async function sojourn(...args: string[]): Promise<string> {
  const env = { ...process.env, DATA_DIR: process.env.E2E_DATA_DIR, DATABASE_URL: '', REDIS_URL: '' }
  const { stdout } = await run('npm', ['run', '--silent', 'sojourn', '--', ...args], { env })
  return stdout.trim()
}

/**
 * Fails on what axe calls serious or critical, naming the rule and the elements. A sandboxed frame holds mail, which runs no
 * scripts, axe's neither.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('iframe[sandbox]').analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
}
