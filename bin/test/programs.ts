import { runCommand } from '#bin/run/command.ts'
import { findProgram } from '#bin/services/programs.ts'
import { findRedis } from '#bin/services/redis.ts'
import { Stop } from '#bin/terminal.mjs'

/** The system's browser; nothing is downloaded. */
export const findChromium = (): string | undefined => findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')

export type TestPrograms = { chromium: string; hasRedis: boolean }

/**
 * Chromium and Redis, from Debian's packages when we are root and they are missing. There are no browser tests without
 * a browser, so that stops; without Redis the queue tests run on PostgreSQL.
 */
export async function testPrograms(note: (text: string) => void): Promise<TestPrograms> {
  const missing = [!findChromium() && 'chromium', !findRedis() && 'redis-server'].filter((name) => name !== false)
  if (missing.length && process.getuid?.() === 0 && findProgram('apt-get')) {
    note(`apt-get install ${missing.join(' ')}`)
    // RUNLEVEL 1: a package must not start a server of its own on the default port.
    const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
    await runCommand('apt-get', ['update', '-qq'], { env })
    for (const name of missing) await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env })
  }
  const chromium = findChromium()
  if (!chromium)
    throw new Stop(
      'The browser tests need Chromium, which is not installed here: install it (apt-get install chromium) and run npm test again.',
    )
  return { chromium, hasRedis: findRedis() !== undefined }
}
