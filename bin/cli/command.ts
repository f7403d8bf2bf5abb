import type { ParseArgsConfig } from 'node:util'
import { parseArgs } from 'node:util'
import { Stop } from '#bin/terminal.mjs'

export type Options = NonNullable<ParseArgsConfig['options']>
export type Given = { positionals: string[]; text(name: string): string | undefined; has(name: string): boolean }

/** One command of the command line: `name` is what is typed, `usage` what follows it. */
export type Command = {
  name: string
  usage: string
  summary: string
  /** A line an option. */
  help?: string[]
  options: Options
  /** How many plain arguments it takes. */
  takes: number
  /** False: it works on files alone. */
  needsInstallation?: false
  /** It says something for programs on stdout and for people on stderr; answers its exit code. */
  run(given: Given): Promise<number>
}

export function read(command: Command, args: string[]): Given {
  const parsed = parse(command, args)
  if (parsed.positionals.length !== command.takes) throw new Stop(`Usage: sojourn ${command.name} ${command.usage}`)
  const value = (name: string): unknown => parsed.values[name]
  return {
    positionals: parsed.positionals,
    text: (name) => {
      const given = value(name)
      return typeof given === 'string' ? given : undefined
    },
    has: (name) => value(name) === true,
  }
}

function parse({ name, usage, options }: Command, args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\nUsage: sojourn ${name} ${usage}`)
  }
}

export const print = (text: string): void => void process.stdout.write(`${text}\n`)
export const tell = (text: string): void => void process.stderr.write(`${text}\n`)
