import { findInstallation } from '#bin/installation/find.ts'
import { generate } from '#bin/steps/generate.ts'
import { reportFailure, Stop } from '#bin/terminal.mjs'
import { type Command, print, read } from './command.ts'
import { commands } from './commands.ts'

const wantsHelp = (args: string[]) => args.some((arg) => arg === '--help' || arg === '-h')

/** `npm run --silent sojourn -- <command>`: one command on the running installation, then the end. */
export async function run(args: string[]): Promise<void> {
  try {
    process.exit(await answer(args))
  } catch (error) {
    reportFailure(error)
    process.exit(1)
  }
}

/** The exit code. */
async function answer(args: string[]): Promise<number> {
  await generate() // before any command: they stand on the database client, which a fresh clone has to make first
  const [, load] = Object.entries(commands).find(([name]) => `${args.join(' ')} `.startsWith(`${name} `)) ?? []
  if (!load) {
    print(overview(await Promise.all(Object.values(commands).map((one) => one()))))
    if (!args.length || wantsHelp(args) || args[0] === 'help') return args.length ? 0 : 1
    throw new Stop(`There is no command "${args.slice(0, 2).join(' ')}".`)
  }
  const command = await load()
  if (wantsHelp(args)) {
    print(helpOf(command))
    return 0
  }
  const given = read(command, args.slice(command.name.split(' ').length))
  if (command.needsInstallation !== false) await findInstallation()
  return await command.run(given).catch(refused)
}

/** A refusal of the product is a sentence already. */
function refused(error: unknown): never {
  if (error instanceof Error && error.name === 'AppError') throw new Stop(error.message)
  throw error
}

function overview(commands: Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  const where = 'The running installation is found through DATA_DIR (.data when unset) or DATABASE_URL.'
  return ['Usage: npm run --silent sojourn -- <command> [options]', '', ...lines, '', 'Each command knows --help.', where].join('\n')
}

const helpOf = ({ name, usage, summary, help = [] }: Command): string =>
  [`Usage: sojourn ${name} ${usage}`.trim(), '', summary, ...(help.length ? ['', ...help.map((line) => `  ${line}`)] : [])].join('\n')
