import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { build, stop } from 'esbuild'
import { nodeFlags } from '#bin/run/nodeFlags.ts'
import { type Drained, drainedSchema } from './drained.ts'

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

export type CrewProcess = {
  /** Works off everything that is there; resolves when nothing is left to do. */
  drain(): Promise<Drained>
  end(): void
}

/** Starts it with so many tickers, each with a thread and a connection of its own. */
export function startCrew(databaseUrl: string, tickers: number): CrewProcess {
  const child = fork(entry, { execArgv: nodeFlags })
  child.send({ databaseUrl, tickers })
  return {
    drain: async () => {
      child.send('drain')
      const [told] = await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(([code]) => {
          throw new Error(`The tickers ended with ${code}.`)
        }),
      ])
      return drainedSchema.parse(told)
    },
    end: () => child.disconnect(),
  }
}
