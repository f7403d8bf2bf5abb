import { spawn } from 'node:child_process'
import { environmentWith } from '#server/env.ts'

/**
 * Runs a Node program in our place, output and all, and answers its exit code. A Ctrl-C reaches it by itself, being in
 * our process group; other signals are passed on.
 */
export function runForeground(args: string[], env: Record<string, string | undefined> = {}): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: environmentWith(env) })
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
