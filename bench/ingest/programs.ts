import { type ChildProcess, fork, spawn } from 'node:child_process'
import { nodeFlags } from '#bin/run/nodeFlags.ts'
import { freePort } from '#bin/services/processes.ts'
import { environmentWith } from '#server/env.ts'

export type Program = { url: string; close(): Promise<void> }

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

/** The bare server of echo.ts. */
export async function startEcho(): Promise<Program> {
  const child = fork(new URL('./echo.ts', import.meta.url), { execArgv: ['--import', 'tsx'] })
  const port = await new Promise((resolve) => child.once('message', resolve))
  return { url: `http://127.0.0.1:${String(port)}`, close: () => ended(child) }
}

/** A built web process, without a worker: what is measured is the way to the commit. */
export async function startWeb(databaseUrl: string): Promise<Program> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = environmentWith({
    PORT: String(port),
    APP_URL: url,
    DATABASE_URL: databaseUrl,
    SECRET_KEY: 'only for the bench, thirty-two or more',
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
  })
  const child = spawn(process.execPath, [...nodeFlags, 'dist/web.mjs'], { env, stdio: ['ignore', 'inherit', 'inherit'] })
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    if (child.exitCode !== null) throw new Error(`web ended with ${child.exitCode}`)
    const isReady = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isReady) return { url, close: () => ended(child) }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('web was not ready within a minute')
}
