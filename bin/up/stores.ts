import { openPrivatePostgres, openPrivateRedis } from '#bin/installation/stores.ts'
import type { Service } from '#bin/services/postgres.ts'
import { isAlive } from '#bin/services/processes.ts'
import { migrate } from '#bin/steps/migrate.ts'
import { type createSteps, Stop } from '#bin/terminal.mjs'
import { env, provideEnv } from '#server/env.ts'

type Steps = ReturnType<typeof createSteps>
const LOOK_EVERY_MS = 1_000

/** PostgreSQL and Redis, given or private, and the schema brought up to date. Their addresses become the environment. */
export async function openStores(dataDir: string, steps: Steps, closers: (() => Promise<void>)[]): Promise<void> {
  const { DATABASE_URL, REDIS_URL } = env()
  const keep = (name: string, service: Service, restart: () => Promise<Service | undefined>) => {
    const guard = restartWhenGone(name, service, restart, steps)
    closers.push(guard.stop)
  }
  await steps.run('PostgreSQL', async () => {
    if (DATABASE_URL) return `given: ${withoutPassword(DATABASE_URL)}`
    const service = await openPrivatePostgres(dataDir)
    keep('PostgreSQL', service, () => openPrivatePostgres(dataDir))
    provideEnv({ DATABASE_URL: service.url })
    return `private, port ${service.port}${service.isAdopted ? ', still running' : ''}`
  })
  await steps.run('Redis', async () => {
    if (REDIS_URL) return `given: ${withoutPassword(REDIS_URL)}`
    const service = await openPrivateRedis(dataDir)
    if (!service) return 'none installed: queues run in PostgreSQL'
    keep('Redis', service, () => openPrivateRedis(dataDir))
    provideEnv({ REDIS_URL: service.url })
    return `private, port ${service.port}${service.isAdopted ? ', still running' : ''}`
  })
  await steps.run('migrations', () => migrate().catch(explain))
}

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

/** A database that cannot be reached is the newcomer's commonest trouble: one sentence. */
function explain(error: unknown): never {
  const url = withoutPassword(env().DATABASE_URL ?? '')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = error instanceof AggregateError ? String(error.errors[0]) : error instanceof Error ? error.message : String(error)
  if (/^(E[A-Z]+|08|28|3D|57)/.test(code) || /timeout|terminated/i.test(reason)) {
    throw new Stop(`The database at ${url} cannot be reached (${reason}): is it running, and is DATABASE_URL right?`)
  }
  throw new Stop(reason)
}

/** A private store that was killed is started again, on the same port, so that web and worker find it where it was. */
function restartWhenGone(
  name: string,
  first: Service,
  restart: () => Promise<Service | undefined>,
  steps: Steps,
): { stop(): Promise<void> } {
  let service = first
  let busy: Promise<void> = Promise.resolve()
  let isRestarting = false
  const look = () => {
    if (isRestarting || isAlive(service.pid)) return
    isRestarting = true
    steps.say(`${name} stopped and is started again.`)
    busy = restart()
      .then((next) => void (service = next ?? service))
      .catch((error: unknown) => steps.say(error instanceof Error ? error.message : String(error)))
      .finally(() => void (isRestarting = false))
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  return {
    stop: async () => {
      clearInterval(timer)
      await busy
      await service.stop()
    },
  }
}
