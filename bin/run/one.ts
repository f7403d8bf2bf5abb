import { findInstallation } from '#bin/installation/find.ts'
import { build } from '#bin/steps/build.ts'
import { generate } from '#bin/steps/generate.ts'
import { migrate } from '#bin/steps/migrate.ts'
import { runForeground } from './foreground.ts'
import { nodeFlags } from './nodeFlags.ts'

/** One more process of a kind, beside whatever runs already: any number may run, on any number of machines. */
export async function runOne(name: 'web' | 'worker'): Promise<void> {
  await findInstallation()
  await generate()
  await build()
  await migrate()
  process.exit(await runForeground([...nodeFlags, '--enable-source-maps', `dist/${name}.mjs`], { NODE_ENV: 'production' }))
}
