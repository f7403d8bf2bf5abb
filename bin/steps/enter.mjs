import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { createSteps, reportFailure } from '#bin/terminal.mjs'
import { isBuilt } from './built.mjs'
import { install, isInstalled } from './install.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Commands whose output is for programs say nothing of their own. */
const quiet = new Set(['cli'])

/** Makes the dependencies ready and runs a command of bin/main.ts. `argv` is the command's name and its arguments. */
export async function enter(argv) {
  process.chdir(root)
  process.noDeprecation = true // what a package does inside is not the reader's business
  if (existsSync('.env')) process.loadEnvFile('.env')
  try {
    if (!isInstalled(root)) {
      const steps = createSteps({ output: quiet.has(argv[0]) ? process.stderr : process.stdout })
      await steps.run('install', () => install(root))
    }
    if (argv[0] === 'cli' && isBuilt()) {
      // Made by the build, and so not there to be looked at.
      const file = new URL('../../dist/cli/cli.mjs', import.meta.url).href
      const cli = await import(file)
      return await cli.run(argv.slice(1))
    }
    const { register } = await import('tsx/esm/api')
    register()
    const { main } = await import('#bin/main.ts')
    await main(argv)
  } catch (error) {
    reportFailure(error)
    process.exit(1)
  }
}
