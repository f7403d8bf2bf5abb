import { runCommand } from '#bin/run/command.ts'
import { findProgram } from '#bin/services/programs.ts'
import { findRedis } from '#bin/services/redis.ts'
import { Stop } from '#bin/terminal.mjs'

/** Chromium without the windows that nobody sees: half the work of the whole browser. */
const HEADLESS = 'chromium-headless-shell'

/** The system's browser; nothing is downloaded. */
export const findChromium = (): string | undefined =>
  findProgram(HEADLESS, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')

export type TestPrograms = { chromium: string; hasRedis: boolean }

/**
 * Chromium and Redis, from Debian's packages when we are root and they are missing. There are no browser tests without
 * a browser, so that stops; without Redis the queue tests run on PostgreSQL.
 */
export async function testPrograms(note: (text: string) => void): Promise<TestPrograms> {
  const missing = [!findProgram(HEADLESS) && HEADLESS, !findRedis() && 'redis-server'].filter((name) => name !== false)
  if (missing.length && process.getuid?.() === 0 && findProgram('apt-get')) {
    note(`apt-get install ${missing.join(' ')}`)
    // RUNLEVEL 1: a package must not start a server of its own on the default port.
    const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
    await runCommand('apt-get', ['update', '-qq'], { env })
    const install = (name: string) => runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env })
    for (const name of missing) await install(name)
    if (!findChromium()) await install('chromium') // older releases have no package of the headless one
  }
  const chromium = findChromium()
  if (!chromium)
    throw new Stop(
      'The browser tests need Chromium, which is not installed here: install it (apt-get install chromium) and run npm test again.',
    )
  return { chromium, hasRedis: findRedis() !== undefined }
}
