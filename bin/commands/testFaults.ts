import { generate } from '#bin/steps/generate.ts'
import { createSteps } from '#bin/terminal.mjs'
import { runStages, type Stage } from '#bin/test/stages.ts'
import { vitest } from '#bin/test/vitest.ts'

/** `npm run test:faults`: everything that kills, stops and restarts. SEEDS and REPLAYS say how often. npm test runs twenty kills. */
export const run = (): Promise<void> => runAlone([{ name: 'faults', run: () => vitest('faults') }])

/** Runs stages outside npm test and ends the process. */
export async function runAlone(stages: Stage[]): Promise<void> {
  await generate()
  const { passed, failed } = await runStages(createSteps(), stages)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exit(failed ? 1 : 0)
}
