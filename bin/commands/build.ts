import { build } from '#bin/steps/build.ts'
import { generate } from '#bin/steps/generate.ts'
import { createSteps } from '#bin/terminal.mjs'

/** `npm run build`: for machines that start web and worker by themselves. */
export async function run(): Promise<void> {
  const steps = createSteps()
  await steps.run('client', async () => ((await generate()) ? 'made from the schema' : 'up to date'))
  await steps.run('build', async (note) => ((await build(note)) ? 'made from the sources' : 'up to date'))
}
