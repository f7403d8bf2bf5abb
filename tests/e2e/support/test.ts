import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import AxeBuilder from '@axe-core/playwright'
import { type APIRequestContext, test as base, expect, type Page, type PlaywrightWorkerArgs } from '@playwright/test'
import { z } from 'zod'
import { ADMIN } from './admin.ts'

type Fixtures = { /** The REST API of the workspace `default`, by a server key. */ api: APIRequestContext }
type Playwright = PlaywrightWorkerArgs['playwright']
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
  serverKey: [
    async ({ playwright, session }, use, { project }) => use(await createKey('server', playwright, session, project.use.baseURL)),
    { scope: 'worker' },
  ],
  writeKey: [
    async ({ playwright, session }, use, { project }) => use(await createKey('write', playwright, session, project.use.baseURL)),
    { scope: 'worker' },
  ],
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

type Session = WorkerFixtures['session']
const keySchema = z.object({ key: z.string() })

async function createKey(scope: 'write' | 'server', { request }: Playwright, session: Session, baseURL = ''): Promise<string> {
  const api = await request.newContext({ baseURL, storageState: session })
  const headers = { 'Sojourn-Workspace': 'default', origin: new URL(baseURL).origin }
  const answer = await api.post('/api/v1/keys', { headers, data: { name: 'Browser tests', scope } })
  expect(answer.status()).toBe(201)
  const { key } = keySchema.parse(await answer.json())
  await api.dispose()
  return key
}

const run = promisify(execFile)

/** The command line, as a user types it, on the product under test. */
export async function sojourn(...args: string[]): Promise<string> {
  const env = { ...process.env, DATA_DIR: process.env.E2E_DATA_DIR, DATABASE_URL: '', REDIS_URL: '' }
  const { stdout } = await run('npm', ['run', '--silent', 'sojourn', '--', ...args], { env })
  return stdout.trim()
}

/**
 * Fails on what axe calls serious or critical, naming the rule and the elements. A sandboxed frame holds mail, which runs no
 * scripts, axe's neither. `'contrast'` looks only at what the colour scheme can change.
 */
export async function expectAccessible(page: Page, rules: 'all' | 'contrast' = 'all'): Promise<void> {
  const axe = new AxeBuilder({ page }).exclude('iframe[sandbox]').setLegacyMode()
  axe.options({ resultTypes: ['violations'], ...(rules === 'contrast' && { runOnly: ['color-contrast', 'link-in-text-block'] }) })
  const { violations } = await axe.analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
}
