import { generate } from '#bin/steps/generate.ts'
import { createSteps } from '#bin/terminal.mjs'
import { runStages } from '#bin/test/stages.ts'
import { vitest } from '#bin/test/vitest.ts'

/** `npm run test:faults`: the long kill tests, which npm test runs in a short form. */
export async function run(): Promise<void> {
  await generate()
  const { passed, failed } = await runStages(createSteps(), [{ name: 'faults', run: () => vitest('faults') }])
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exit(failed ? 1 : 0)
}
