import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'undici'
import { nodeFlags } from '#bin/run/nodeFlags.ts'
import { freePort } from '#bin/services/processes.ts'
import { environmentWith } from '#server/env.ts'

/** A built web and a built worker on the stores of the bench, as an installation runs them. */
export type Product = {
  url: string
  /** Resident memory of the web process, of Next behind it, and of the worker, MiB. */
  memory(): Promise<{ web: number; pages: number; worker: number }>
  /** Processor time that the worker has taken, s. */
  workerSeconds(): Promise<number>
  close(): Promise<void>
}

export async function startProduct(databaseUrl: string, smtpUrl: string): Promise<Product> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const dataDir = await mkdtemp(path.join(tmpdir(), 'sojourn-load-'))
  const env = environmentWith({
    PORT: String(port),
    APP_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    SMTP_URL: smtpUrl,
    SECRET_KEY: 'only for the bench, thirty-two or more',
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
  })
  const [worker, web] = ['worker', 'web'].map((name) =>
    spawn(process.execPath, [...nodeFlags, `dist/${name}.mjs`], { env, stdio: ['ignore', 'inherit', 'inherit'] }),
  )
  if (!worker || !web) throw new Error('nothing was started')
  await untilReady(url, web)
  return {
    url,
    memory: async () => {
      const pages = await Promise.all((await childrenOf(web.pid)).map(residentMiB))
      return { web: await residentMiB(web.pid), pages: pages.reduce((sum, one) => sum + one, 0), worker: await residentMiB(worker.pid) }
    },
    workerSeconds: () => processorSeconds(worker.pid),
    close: async () => {
      await Promise.all([worker, web].map(end))
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function untilReady(url: string, web: ChildProcess): Promise<void> {
  const client = new Client(url)
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100)) {
    if (web.exitCode !== null) throw new Error(`web ended with ${web.exitCode}`)
    const answer = await client.request({ method: 'GET', path: '/readyz' }).catch(() => null)
    await answer?.body.dump()
    if (answer?.statusCode === 200) return client.close()
  }
  throw new Error('web was not ready within a minute')
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

async function residentMiB(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}

/** Of user and system, as proc(5) tells in ticks of 10 ms. */
async function processorSeconds(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const [user = 0, system = 0] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14).map(Number)
  return (user + system) / 100
}

async function childrenOf(pid: number | undefined): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    if (Number(/\) \S (\d+)/.exec(stat)?.[1]) === pid) found.push(Number(name))
  }
  return found
}
