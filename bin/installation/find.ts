import { isListening } from '#bin/services/processes.ts'
import { Stop } from '#bin/terminal.mjs'
import { env, provideEnv } from '#server/env.ts'
import { openDataDir } from './dataDir.ts'
import { secretKeyOf } from './secretKey.ts'
import { knownStores } from './stores.ts'

/**
 * Makes the running installation's addresses the environment: DATABASE_URL as given, else the private stores of
 * DATA_DIR, which must be up. For every command that joins an installation instead of starting one.
 */
export async function findInstallation(): Promise<void> {
  const dataDir = openDataDir()
  const { DATABASE_URL, REDIS_URL, SECRET_KEY } = env()
  const { postgres, redis } = knownStores(dataDir)
  if (!DATABASE_URL) {
    if (!postgres || !(await isListening(postgres.port))) {
      throw new Stop(
        `Sojourn does not run on ${dataDir}: start it with npm start, or set DATABASE_URL (or DATA_DIR) to the installation you mean.`,
      )
    }
    provideEnv({ DATABASE_URL: postgres.url })
  }
  if (!REDIS_URL && redis && (await isListening(redis.port))) provideEnv({ REDIS_URL: redis.url })
  if (!SECRET_KEY) provideEnv({ SECRET_KEY: secretKeyOf(dataDir) })
}
