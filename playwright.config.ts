import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineConfig, devices } from '@playwright/test'
import { freePort } from '#bin/services/processes.ts'
import { findChromium } from '#bin/test/programs.ts'
import { ADMIN } from '#tests/e2e/support/admin.ts'

// Chosen once, by the first process that reads this file: the tests' own processes inherit them.
process.env.E2E_PORT ??= String(await freePort())
process.env.E2E_DATA_DIR ??= mkdtempSync(path.join(tmpdir(), 'sojourn-e2e-'))
const url = `http://127.0.0.1:${process.env.E2E_PORT}`
const executablePath = process.env.CHROMIUM ?? findChromium()

export default defineConfig({
  testDir: 'tests/e2e',
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  globalTeardown: './tests/e2e/support/tearDown.ts',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // Moving pictures and animations are drawn by the processor that the product runs on: neither says more than the trace.
    trace: { mode: 'retain-on-failure', screenshots: false },
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: { ...(executablePath && { executablePath }), args: ['--disable-dev-shm-usage', '--disable-gpu', '--no-sandbox'] },
  },
  // The product as its users start it: built, with private stores in a folder of its own.
  webServer: {
    command: 'node bin/start.mjs up',
    url: `${url}/readyz`,
    timeout: 900_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 40_000 },
    stdout: process.env.E2E_VERBOSE ? 'pipe' : 'ignore',
    env: {
      ...process.env,
      PORT: process.env.E2E_PORT,
      APP_URL: url,
      DATA_DIR: process.env.E2E_DATA_DIR,
      SOJOURN_ADMIN_EMAIL: ADMIN.email,
      SOJOURN_ADMIN_PASSWORD: ADMIN.password,
      DATABASE_URL: '',
      REDIS_URL: '',
      SMTP_URL: '',
    },
  },
})
