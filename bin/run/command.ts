import { type ChildProcess, spawn } from 'node:child_process'
import { Stop } from '#bin/terminal.mjs'
import { environmentWith } from '#server/env.ts'

/** What runs right now, so that whoever gives up half way can end it. */
const running = new Set<ChildProcess>()
export const endCommands = (): void => running.forEach((child) => child.kill('SIGTERM'))

export type Outcome = { code: number; output: string }
export type CommandOptions = { env?: Record<string, string | undefined>; onOutput?: (text: string) => void }

/** Runs a program to its end, output gathered. */
export function runCommand(program: string, args: string[], { env, onOutput }: CommandOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environmentWith(env ?? {}) })
    running.add(child)
    const chunks: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        chunks.push(text)
        onOutput?.(text)
      })
    }
    child.once('error', reject)
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output: chunks.join('') })
    })
  })
}

/** A program of a package in node_modules, run by this Node. */
export const packageProgram = (name: string) => `node_modules/.bin/${name}`

/** As runCommand, but what fails stops everything, with its output. */
export async function mustRun(what: string, program: string, args: string[], options?: CommandOptions): Promise<string> {
  const { code, output } = await runCommand(program, args, options)
  if (code !== 0) throw new Stop(`${what} failed:\n${output.trim()}`)
  return output
}
