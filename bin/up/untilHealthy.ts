import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Supervised } from '#bin/run/supervise.ts'
import { Stop } from '#bin/terminal.mjs'
import { env } from '#server/env.ts'

const PATIENCE_MS = 300_000
const FAILURES_MAX = 2

/** Waits until web and the pages behind it answer. A process that falls over at once is not waited for. */
export async function untilHealthy(web: Supervised, logFile: string): Promise<string> {
  const url = `http://127.0.0.1:${env().PORT}/readyz`
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(50)) {
    if (web.failures() > FAILURES_MAX) throw new Stop(`web does not start; ${logFile} ends with:\n${lastLines(logFile)}`)
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return `port ${env().PORT}`
  }
  throw new Stop(`web does not answer at ${url} after ${PATIENCE_MS / 1000} s; ${logFile} ends with:\n${lastLines(logFile)}`)
}

const lastLines = (file: string) => readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n')
