import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { build, stop } from 'esbuild'
import { z } from 'zod'
import { nodeFlags } from '#bin/run/nodeFlags.ts'

const drainedSchema = z.object({
  ms: z.number(),
  /** Of the process that ticked. */
  processorMs: z.number(),
  /** By statement: its time and how often it ran. */
  spent: z.array(z.tuple([z.string(), z.object({ ms: z.number(), count: z.number() })])),
})
export type Drained = z.infer<typeof drainedSchema>

const entry = path.resolve('dist/bench-crew.mjs')

/** Bundles the process as the worker is bundled. */
export async function buildCrew(): Promise<void> {
  await build({
    entryPoints: [path.resolve('bench/engine/crew.ts')],
    outfile: entry,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'silent',
  })
  await stop()
}

/** Runs it with so many tickers, each with a connection of its own, until nothing is left to do. */
export async function drain(databaseUrl: string, tickers: number): Promise<Drained> {
  const child = fork(entry, { execArgv: nodeFlags })
  child.send({ databaseUrl, tickers })
  const [told] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The tickers ended with ${code}.`)
    }),
  ])
  if (child.exitCode === null) await once(child, 'exit')
  return drainedSchema.parse(told)
}
