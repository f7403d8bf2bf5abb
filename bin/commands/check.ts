import { generate } from '#bin/steps/generate.ts'
import { createSteps } from '#bin/terminal.mjs'
import { checks, unit } from '#bin/test/checks.ts'
import { runStages } from '#bin/test/stages.ts'

/** `npm run check`: everything that needs no service, quick enough to run before every commit. */
export async function run(): Promise<void> {
  await generate()
  const { passed, failed } = await runStages(createSteps(), [...checks, unit])
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exit(failed ? 1 : 0)
}
